package io.opsagent.capture.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5433/shop?user=u&password=hunter2, postgresql://db:5433/shop, db, 5433, shop",
    "jdbc:postgresql://u:hunter2@db/shop, postgresql://db/shop, db, -1, shop",
    "'jdbc:postgresql://a:1,b:2/shop', 'postgresql://a:1,b:2/shop', a, 1, shop",
    "jdbc:mysql:replication://db:3306/shop?password=hunter2, mysql:replication://db:3306/shop, db, 3306, shop",
    "'jdbc:mysql://(host=db,password=hunter2)/shop', mysql://.../shop, , -1, shop",
    "'jdbc:mariadb://address=(host=db)(password=hunter2/x)/shop', mariadb://.../shop, , -1, shop",
    "jdbc:h2:mem:shop;PASSWORD=hunter2, h2:mem:shop, , -1, mem:shop",
    "jdbc:h2:tcp://db:9092/~/shop;PASSWORD=hunter2, h2:tcp://db:9092/~/shop, db, 9092, ~/shop",
    "jdbc:oracle:thin:scott/hunter2@//db:1521/svc, oracle://db:1521/svc, db, 1521, svc",
    "jdbc:oracle:thin:scott/hunter2@db:1521:sid, oracle://db:1521/sid, db, 1521, sid",
    "'jdbc:oracle:thin:scott/hunter2@(DESCRIPTION=(HOST=db))', oracle:..., , -1, ",
    "jdbc:sqlserver://db:1433;databaseName=shop;password=hunter2, sqlserver://db:1433/shop, db, 1433, shop",
    "'jdbc:sqlserver://db;password={hunter2;x};database=shop', sqlserver://db/shop, db, -1, shop",
    "jdbc:postgresql://[::1]:5432/shop, postgresql://[::1]:5432/shop, ::1, 5432, shop",
    "jdbc:sqlite:shop.db, sqlite:shop.db, , -1, shop.db"
  })
  void a_url_says_where_the_database_is_and_no_secret(
      String url, String text, String host, int port, String name) {
    DatabaseUrl read = DatabaseUrl.of(url);
    assertThat(read.text()).isEqualTo(text).doesNotContain("hunter2");
    assertThat(read.host()).isEqualTo(host);
    assertThat(read.port()).isEqualTo(port);
    assertThat(read.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc", "jdbc:", "postgresql://u:hunter2@db", "jdbc:hunter 2:x", "x"})
  void what_is_no_url_of_jdbc_is_unknown(String url) {
    assertThat(DatabaseUrl.of(url).type()).isEqualTo("unknown");
    assertThat(DatabaseUrl.of(url).text()).doesNotContain("hunter2");
    assertThat(DatabaseUrl.of(null).text()).isEqualTo("unknown");
  }

  @Test
  void a_long_url_is_cut() {
    String url = "jdbc:h2:file:" + "x".repeat(100_000);
    assertThat(DatabaseUrl.of(url).text()).hasSize(200);
  }
}

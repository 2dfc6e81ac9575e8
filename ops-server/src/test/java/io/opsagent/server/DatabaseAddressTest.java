package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.DatabaseKeys;
import io.opsagent.settings.Keys;
import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a database on a server is, as it is shown. */
class DatabaseAddressTest {

  private static DatabaseConfiguration.Address address(String url) {
    return DatabaseConfiguration.address(
        Configuration.builder()
            .set(Keys.DATA_DIR, new File("data"))
            .set(DatabaseKeys.URL, url)
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example:5433/ops, postgresql, db.example, 5433, ops",
    "jdbc:postgresql://db.example/ops?ssl=true, postgresql, db.example, 5432, ops",
    "jdbc:mariadb://10.0.0.7/ops, mariadb, 10.0.0.7, 3306, ops",
    "jdbc:mysql://[2001:db8::1]:3307/ops, mysql, [2001:db8::1], 3307, ops"
  })
  void a_plain_url_shows_type_host_port_and_name(
      String url, String type, String host, int port, String name) {
    assertThat(address(url)).isEqualTo(new DatabaseConfiguration.Address(type, name, host, port));
  }

  @Test
  void a_url_that_may_hold_a_password_shows_its_type_only() {
    assertThat(address("jdbc:postgresql://anna:secret@db.example/ops"))
        .isEqualTo(new DatabaseConfiguration.Address("postgresql", null, null, null));
    assertThat(address("jdbc:mysql://address=(host=a)(password=b)/ops").host()).isNull();
  }
}

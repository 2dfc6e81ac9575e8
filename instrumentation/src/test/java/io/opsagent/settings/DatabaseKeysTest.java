package io.opsagent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseKeysTest {
  private static final String END =
      "Until it is corrected nothing is stored; the application runs.";

  @Test
  void url_and_parts_together_are_one_line_that_names_both() {
    LoadedConfiguration loaded =
        new Load()
            .variable("OPSAGENT_DATABASE_URL", "jdbc:postgresql://db/ops")
            .argument("database.name=ops")
            .now();

    assertThat(loaded.problems())
        .containsExactly(
            "database.url (environment variable OPSAGENT_DATABASE_URL) and database.name (agent"
                + " argument) are both set and both say the database; take one of them out. "
                + END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database.engine=h2",
        "database.engine=postgresql,database.name=ops",
        "database.engine=MySQL,database.name=ops,database.host=10.0.0.7,database.port=3307,"
            + "database.user=a,database.password=b",
        "database.url=jdbc:postgresql://db/ops,database.username=a,database.password-file=/x",
        "database.url=jdbc:mysql://db/ops,database.password-encrypted=v1:abc,database.key-file=/k",
        "database.url=jdbc:mariadb://[::1]:3306/ops",
      })
  void what_names_one_database_is_no_problem(String arguments) {
    assertThat(new Load().argument(arguments).now().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database.url=jdbc:oracle:thin:@db | \"jdbc:oracle:\"; allowed are jdbc:postgresql:,"
            + " jdbc:mysql: and jdbc:mariadb:",
        "database.url=jdbc:h2:mem:x | leave the key out and set data-dir",
        "database.name=ops | needs database.engine beside it",
        "database.engine=mariadb | needs database.name beside it",
        "database.engine=h2,database.host=db | database.engine is h2",
        "database.password=x | no database is; set database.url",
        "database.url=jdbc:mysql://db/o,database.password=x,database.password-file=/p | both say"
            + " the password",
        "database.url=jdbc:mysql://db/o,database.password-encrypted=v1:x | needs database.key-file",
      })
  void an_impossible_combination_is_one_line_that_says_what_to_do(String arguments, String part) {
    assertThat(new Load().argument(arguments).now().problems())
        .singleElement()
        .asString()
        .contains(part)
        .endsWith(END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database.url=jdbc:oracle:thin:sec/sec@db",
        "database.url=jdbc:postgresql://db/ops?password=sec,database.name=x",
        "database.url=jdbc:mysql://u:sec@db/ops,database.engine=mysql",
        "database.url=postgresql://db/ops?password=sec",
        "database.url=jdbc:mysql://db/ops,database.password=sec,database.password-encrypted=v1:sec",
        "database.password=sec\u0001",
        "database.password-encrypted=sec,database.url=jdbc:mysql://db/ops",
      })
  void no_problem_shows_a_secret(String arguments) {
    assertThat(new Load().argument(arguments).now().problems())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotContain("sec"));
  }

  @Test
  void a_variable_that_kubernetes_makes_of_a_service_is_no_port_of_the_database() {
    LoadedConfiguration loaded =
        new Load().variable("OPSAGENT_DATABASE_PORT", "tcp://10.0.0.1:5432").now();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.configuration().isSet(DatabaseKeys.PORT)).isFalse();
  }

  @Test
  void an_engine_that_nobody_knows_stores_nothing_instead_of_taking_the_embedded_database() {
    Configuration configuration =
        new Load().argument("database.engine=oracle,database.name=ops").now().configuration();

    assertThat(DatabaseKeys.problem(configuration))
        .contains("database.engine", "h2, postgresql, mysql, mariadb");
  }

  @Test
  void user_password_and_limits_count_at_once_and_the_place_of_the_database_does_not() {
    assertThat(DatabaseKeys.LIST.keys())
        .filteredOn(Key::isReloadable)
        .containsExactly(
            DatabaseKeys.USERNAME,
            DatabaseKeys.PASSWORD,
            DatabaseKeys.PASSWORD_FILE,
            DatabaseKeys.PASSWORD_ENCRYPTED,
            DatabaseKeys.KEY_FILE,
            DatabaseKeys.MAX_EMBEDDED_BYTES,
            DatabaseKeys.COMPACTION_INTERVAL,
            DatabaseKeys.MIN_FREE_DISK_BYTES);
  }
}

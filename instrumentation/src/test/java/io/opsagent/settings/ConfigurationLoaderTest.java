package io.opsagent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
  private Path folder = Path.of("unset");

  @BeforeEach
  void take_a_folder(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void variables_that_kubernetes_makes_of_a_service_called_opsagent_are_no_settings() {
    LoadedConfiguration loaded =
        new Load()
            .variable("OPSAGENT_SERVICE_HOST", "10.0.0.1")
            .variable("OPSAGENT_SERVICE_PORT_HTTP", "80")
            .variable("OPSAGENT_PORT", "tcp://10.0.0.1:80")
            .variable("OPSAGENT_PORT_80_TCP_ADDR", "10.0.0.1")
            .now();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(8274);
    assertThat(loaded.configuration().isSet(Keys.PORT)).isFalse();
  }

  @Test
  void without_any_source_every_key_has_its_default_and_nothing_is_wrong() {
    LoadedConfiguration loaded = new Load().now();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.propertiesFile()).isNull();
    Configuration configuration = loaded.configuration();
    assertThat(configuration.get(Keys.PORT)).isEqualTo(8274);
    assertThat(configuration.get(Keys.HOST)).isEqualTo("127.0.0.1");
    assertThat(configuration.get(LogKeys.WORKER_CYCLE)).isEqualTo(30_000);
    assertThat(configuration.get(LogKeys.MAX_BODY_BYTES)).isEqualTo(16_384);
    assertThat(configuration.get(LogKeys.SECRET_NAMES)).contains("password", "_key").hasSize(10);
    assertThat(configuration.isSet(Keys.PORT)).isFalse();
    assertThat(configuration.origin(Keys.PORT)).hasToString("default");
  }

  @Test
  void the_environment_outranks_a_system_property_which_outranks_the_argument_and_the_file()
      throws IOException {
    Path file = write("port=1\n");
    Load load = new Load().argument("config=" + file);
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(1);
    assertThat(load.now().configuration().origin(Keys.PORT))
        .hasToString("file " + file + ", line 1");

    load.argument("port=2,config=" + file);
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(2);
    assertThat(load.now().configuration().origin(Keys.PORT)).hasToString("agent argument");

    load.property("opsagent.port", "3");
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(3);
    assertThat(load.now().configuration().origin(Keys.PORT))
        .hasToString("system property -Dopsagent.port");

    load.variable("OPSAGENT_PORT", "4");
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(4);
    assertThat(load.now().configuration().origin(Keys.PORT))
        .hasToString("environment variable OPSAGENT_PORT");
    assertThat(load.now().problems()).isEmpty();
  }

  @Test
  void the_argument_names_the_file_before_the_environment_before_the_property_before_the_jar()
      throws IOException {
    Path jar = Files.createDirectory(folder.resolve("jar"));
    Files.writeString(jar.resolve("opsagent.properties"), "port=1\n");
    Load load = new Load().jarIn(jar.toFile());
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(1);

    load.property("opsagent.config", write("b.properties", "port=2").toString());
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(2);
    load.variable("OPSAGENT_CONFIG", write("c.properties", "port=3").toString());
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(3);
    load.argument("config=" + write("d.properties", "port=4"));
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(4);
    assertThat(load.now().propertiesFile()).isEqualTo(folder.resolve("d.properties").toFile());
    assertThat(load.now().problems()).isEmpty();
  }

  @Test
  void a_named_file_that_does_not_exist_is_one_clear_line_and_no_other_file_is_read()
      throws IOException {
    Files.writeString(folder.resolve("opsagent.properties"), "port=1\n");
    LoadedConfiguration loaded =
        new Load().jarIn(folder.toFile()).argument("config=/nowhere/x.properties").now();

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(8274);
    assertThat(loaded.propertiesFile()).isNull();
    assertThat(loaded.problems())
        .containsExactly(
            "The properties file /nowhere/x.properties does not exist; it is ignored and the"
                + " defaults stay.");
  }

  @Test
  void a_folder_in_place_of_the_file_is_named() {
    assertThat(new Load().argument("config=" + folder).now().problems())
        .containsExactly(
            "The properties file "
                + folder
                + " is not a file; it is ignored and the defaults stay.");
  }

  @Test
  void a_path_with_a_control_character_is_named_and_no_other_file_is_read() throws IOException {
    Files.writeString(folder.resolve("opsagent.properties"), "port=1\n");
    LoadedConfiguration loaded =
        new Load().jarIn(folder.toFile()).variable("OPSAGENT_CONFIG", "/a\u0001b").now();

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(8274);
    assertThat(loaded.problems()).singleElement().asString().contains("\"/a?b\" is not a path");
  }

  @Test
  void a_wrong_value_is_named_with_key_value_place_what_is_allowed_and_what_happens() {
    LoadedConfiguration loaded = new Load().variable("OPSAGENT_PORT", "80000").now();

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(8274);
    assertThat(loaded.configuration().isSet(Keys.PORT)).isTrue();
    assertThat(loaded.problems())
        .containsExactly(
            "port = \"80000\" (environment variable OPSAGENT_PORT) is not allowed; allowed is a"
                + " whole number from 0 to 65535; the default 8274 is used.");
  }

  @Test
  void a_switch_that_is_on_by_default_is_off_after_a_wrong_value() {
    LoadedConfiguration loaded = new Load().argument("enabled=flase,capture.netty=nope").now();

    assertThat(loaded.configuration().get(Keys.ENABLED)).isFalse();
    assertThat(loaded.configuration().get(Keys.CAPTURE_NETTY)).isFalse();
    assertThat(loaded.problems())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith("; to be safe it counts as false."));
  }

  @Test
  void a_wrong_value_for_production_keeps_the_strict_side() {
    LoadedConfiguration loaded = new Load().argument("production=flase").now();

    assertThat(loaded.configuration().get(Keys.PRODUCTION)).isTrue();
    assertThat(loaded.problems()).singleElement().asString().endsWith("default true is used.");
  }

  @Test
  void a_wrong_value_that_is_outranked_by_a_right_one_is_not_worth_a_line() {
    LoadedConfiguration loaded =
        new Load().argument("port=x").property("opsagent.port", "9000").now();

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(9000);
    assertThat(loaded.problems()).isEmpty();
  }

  @Test
  void an_unknown_key_brings_the_nearest_known_one_in_the_form_of_its_source() throws IOException {
    Path file = write("# comment\nlogg.max-body-byte=3\n");
    LoadedConfiguration loaded =
        new Load()
            .argument("config=" + file)
            .variable("OPSAGENT_WORKER_CYCEL", "3s")
            .property("opsagent.prot", "1")
            .property("opsagent.something-else-entirely", "1")
            .now();

    assertThat(loaded.problems())
        .containsExactlyInAnyOrder(
            "logg.max-body-byte (file "
                + file
                + ", line 2) is not a known key; did you mean log.max-body-bytes? It is ignored.",
            "OPSAGENT_WORKER_CYCEL (environment variable OPSAGENT_WORKER_CYCEL) is not a known"
                + " key; did you mean OPSAGENT_WORKER_CYCLE? It is ignored.",
            "prot (system property -Dopsagent.prot) is not a known key; did you mean port? It is"
                + " ignored.",
            "something-else-entirely (system property -Dopsagent.something-else-entirely) is not a"
                + " known key; all keys are in docs/configuration.md; it is ignored.");
  }

  @Test
  void values_of_unknown_and_of_secret_like_keys_never_appear_in_a_message() throws IOException {
    String secrets = "hunter2-%s";
    Path file =
        write(
            "db.password=hunter2-a\n"
                + "secret-names="
                + "hunter2-b,".repeat(300)
                + "\n"
                + "base-url=https://bob:hunter2-c@x/y\n"
                + "api-token=hunter2-\\uZZZZ\n");
    LoadedConfiguration loaded =
        new Load()
            .argument("config=" + file + ",my-secret=hunter2-d,hunter2-e,hunter2-f=g")
            .variable("OPSAGENT_PASSWORD", String.format(secrets, "g"))
            .now();

    assertThat(loaded.problems())
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).doesNotContain("hunter2"));
  }

  @Test
  void messages_stay_on_one_line_and_are_cut_and_counted() {
    Load load = new Load().argument("port=" + "9".repeat(500) + "\nx\u2028y\u202ez");
    for (int i = 0; i < 60; i++) {
      load.property("opsagent.unknown\n" + i, "1");
    }
    LoadedConfiguration loaded = load.now();

    assertThat(loaded.problems()).hasSize(51).last().asString().startsWith("11 more problems");
    assertThat(loaded.problems())
        .allSatisfy(
            line -> {
              assertThat(line).hasSizeLessThan(400);
              assertThat(line.chars().filter(c -> c < ' ' || c == 0x2028 || c == 0x202e)).isEmpty();
            });
  }

  @Test
  void an_empty_variable_counts_as_not_set_but_an_empty_property_does_not() {
    LoadedConfiguration loaded =
        new Load().variable("OPSAGENT_PORT", " ").property("opsagent.host", "").now();

    assertThat(loaded.configuration().isSet(Keys.PORT)).isFalse();
    assertThat(loaded.problems()).singleElement().asString().startsWith("host = \"\"");
  }

  @Test
  void an_empty_list_can_be_set() {
    Configuration configuration = new Load().argument("secret-names=").now().configuration();

    assertThat(configuration.get(LogKeys.SECRET_NAMES)).isEmpty();
    assertThat(configuration.isSet(LogKeys.SECRET_NAMES)).isTrue();
  }

  @Test
  void a_comma_in_an_argument_is_escaped_and_other_backslashes_are_plain() {
    LoadedConfiguration loaded =
        new Load()
            .argument(
                "trusted-proxies=10.0.0.1\\,10.0.0.2 ,, service.name=C:\\new\\team ,port=9000")
            .now();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.configuration().get(Keys.TRUSTED_PROXIES))
        .containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(loaded.configuration().get(Keys.SERVICE_NAME)).isEqualTo("C:\\new\\team");
    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(9000);
  }

  @Test
  void a_part_of_the_argument_without_an_equals_sign_is_named_only_if_it_is_a_key() {
    assertThat(new Load().argument("production,what,=x").now().problems())
        .containsExactly(
            "\"production\" of the agent argument is not key=value; it is ignored. Write a comma"
                + " inside a value as \\,.",
            "A part of the agent argument is not key=value; it is ignored. Write a comma inside a"
                + " value as \\,.",
            "A part of the agent argument is not key=value; it is ignored. Write a comma inside a"
                + " value as \\,.");
  }

  @Test
  void an_endless_argument_is_refused() {
    assertThat(new Load().argument("port=1,".repeat(20_000)).now().problems())
        .singleElement()
        .asString()
        .contains("140000 characters");
  }

  @Test
  void the_data_folder_is_beside_the_properties_file_if_there_is_one() throws IOException {
    Path file = write("port=1");

    Configuration configuration =
        new Load()
            .argument("config=" + file)
            .variable("XDG_STATE_HOME", "/state")
            .now()
            .configuration();
    assertThat(configuration.get(Keys.DATA_DIR))
        .isEqualTo(folder.resolve("opsagent-data").toFile());
    assertThat(configuration.isSet(Keys.DATA_DIR)).isFalse();
  }

  @Test
  void the_data_folder_is_the_state_folder_of_the_user_and_never_the_working_directory() {
    assertThat(new Load().now().configuration().get(Keys.DATA_DIR))
        .isEqualTo(new File("/home/ops/.local/state/opsagent"));
    assertThat(dataFolder(new Load().variable("XDG_STATE_HOME", "/state")))
        .isEqualTo(new File("/state/opsagent"));
    assertThat(dataFolder(new Load().variable("XDG_STATE_HOME", "state")))
        .isEqualTo(new File("/home/ops/.local/state/opsagent"));
    assertThat(dataFolder(new Load().property("user.home", "?").property("java.io.tmpdir", "/t")))
        .isEqualTo(new File("/t/opsagent"));
    assertThat(
            dataFolder(
                new Load().property("os.name", "Windows 11").variable("LOCALAPPDATA", "/local")))
        .isEqualTo(new File("/local/opsagent"));
    assertThat(dataFolder(new Load().property("os.name", "Windows 11")))
        .isEqualTo(new File("/home/ops/AppData/Local/opsagent"));
  }

  private static File dataFolder(Load load) {
    return load.now().configuration().get(Keys.DATA_DIR);
  }

  @Test
  void a_relative_path_starts_at_the_file_that_names_it() throws IOException {
    Path file = write("data-dir=data\ntask-log=/var/log/x.log\n");
    Configuration configuration = new Load().argument("config=" + file).now().configuration();

    assertThat(configuration.get(Keys.DATA_DIR)).isEqualTo(folder.resolve("data").toFile());
    assertThat(configuration.get(Keys.TASK_LOG)).isEqualTo(new File("/var/log/x.log"));
    assertThat(dataFolder(new Load().argument("data-dir=data")))
        .isEqualTo(new File("data").getAbsoluteFile());
  }

  @Test
  void variables_are_found_in_any_case_on_windows_only() {
    Load load = new Load().variable("opsagent_port", "9");
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(8274);
    load.property("os.name", "Windows Server 2022");
    assertThat(load.now().configuration().get(Keys.PORT)).isEqualTo(9);
  }

  @Test
  void a_file_cannot_name_another_file() throws IOException {
    assertThat(new Load().argument("config=" + write("config=x\n")).now().problems())
        .singleElement()
        .asString()
        .contains("cannot stand in one");
  }

  @Test
  void asking_for_a_key_that_has_no_value_says_what_to_do() {
    Configuration configuration = new Load().now().configuration();

    assertThat(configuration.find(Keys.BASE_URL)).isNull();
    assertThatThrownBy(() -> configuration.get(Keys.BASE_URL))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("base-url");
  }

  @Test
  void a_built_configuration_does_not_change_with_its_builder() {
    Configuration.Builder builder = Configuration.builder().set(Keys.PORT, 1);
    Configuration configuration = builder.build();
    builder.set(Keys.PORT, 2);

    assertThat(configuration.get(Keys.PORT)).isEqualTo(1);
    assertThat(configuration.origin(Keys.PORT).kind()).isEqualTo(Origin.Kind.PROGRAM);
    assertThat(configuration.isSet(Keys.PORT)).isTrue();
  }

  private Path write(String text) throws IOException {
    return write("a.properties", text);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.server.api.OpsApiUrl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings refuse what cannot work, and the line of the start names what was set. */
class SettingsTest {

  private static OperationsServerSettings.Builder shop() {
    return OperationsServerSettings.builder("shop");
  }

  @Test
  void the_defaults_are_loopback_the_default_port_and_production() {
    OperationsServerSettings settings = shop().build();
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8274);
    assertThat(settings.portIsExplicit()).isFalse();
    assertThat(settings.production()).isTrue();
    assertThat(settings.api().rootPath()).isEqualTo("/ops");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a//b",
        "{x}",
        "ops?x",
        "healthz",
        "readyz",
        "..",
        "a/../b",
        "https://x.example"
      })
  void a_route_that_is_no_path_is_refused_by_name_and_value(String route) {
    assertThatThrownBy(() -> shop().route(route).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("route is '" + route + "'. Set it to ");
  }

  @Test
  void every_wrong_value_is_named_with_its_key() {
    assertThatThrownBy(() -> shop().port(70_000).build()).hasMessageContaining("port is 70000");
    assertThatThrownBy(() -> shop().host(" ").build()).hasMessageContaining("host is empty");
    assertThatThrownBy(() -> shop().baseUrl("example").build())
        .hasMessageContaining("base-url is 'example'");
    assertThatThrownBy(() -> shop().localScope(List.of("log.all")).build())
        .hasMessageContaining("local-scope holds 'log.all'. Allowed are *, api.view");
    assertThatThrownBy(() -> shop().allowOrigins(List.of("https://x.example/path")).build())
        .hasMessageContaining("allow-origins holds 'https://x.example/path'");
    assertThatThrownBy(() -> shop().connectionKey("  ").build())
        .hasMessageContaining("connection-key is blank");
  }

  @Test
  void the_connection_key_is_in_no_text() {
    assertThat(shop().connectionKey("KK-secret").build().toString())
        .contains("connectionKey=******")
        .doesNotContain("KK-secret");
  }

  @Test
  void the_start_line_names_the_console_only_where_it_may_call() {
    OpsApiUrl local = OpsApiUrl.of(shop().build().api(), "http://127.0.0.1:8274");
    assertThat(StartLine.of(local, true))
        .isEqualTo(
            "UtilMeta OperationsAPI loaded at http://127.0.0.1:8274/ops, connect your APIs at"
                + " https://ops.utilmeta.com/localhost?local_node=http://127.0.0.1:8274/ops");
    assertThat(StartLine.of(local, false))
        .isEqualTo("UtilMeta OperationsAPI loaded at http://127.0.0.1:8274/ops");
    OpsApiUrl distant =
        OpsApiUrl.of(shop().route("https://ops.example.com/ops/").build().api(), "http://x:1");
    assertThat(StartLine.of(distant, true))
        .isEqualTo(
            "UtilMeta OperationsAPI loaded at https://ops.example.com/ops, connect your APIs at"
                + " https://ops.utilmeta.com");
  }
}

package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.jetty12.Jetty12Plugin;
import io.opsagent.weaving.Plugin;
import java.util.List;

/** What Jetty 12 passes: the contract of the lines before it. */
abstract class Jetty12Contract extends JettyContract {
  static final List<Plugin> PLUGINS = List.of(Jetty12Plugin.plugin());

  @Override
  String serverClass() {
    return "Jetty12Server";
  }

  @Override
  List<Plugin> furtherPlugins() {
    return PLUGINS;
  }

  /** What the contract expects of servlets. */
  static void assertServletRoute(Exchange exchange) {
    assertThat(exchange.contextPath()).isEmpty();
    assertThat(exchange.servletPath()).isEqualTo("/app");
    assertThat(exchange.isServletPrefixMatch()).isTrue();
  }
}

package io.opsagent.agent.launch;

import io.opsagent.jetty.JettyPlugin;
import io.opsagent.jetty12.Jetty12Plugin;
import io.opsagent.netty.NettyPlugin;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.spring.SpringMvcPlugin;
import io.opsagent.tomcat.TomcatPlugin;
import io.opsagent.undertow.UndertowPlugin;
import io.opsagent.weaving.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All plug-ins, each with the key that switches it. */
final class Plugins {
  private Plugins() {}

  /** The plug-ins that the settings leave on. */
  static List<Plugin> enabled(Configuration configuration) {
    List<Plugin> enabled = new ArrayList<>();
    if (configuration.get(Keys.CAPTURE_ENABLED)) {
      add(enabled, configuration, Keys.CAPTURE_JETTY, JettyPlugin::plugin);
      add(enabled, configuration, Keys.CAPTURE_JETTY, Jetty12Plugin::plugin);
      add(enabled, configuration, Keys.CAPTURE_TOMCAT, TomcatPlugin::plugin);
      add(enabled, configuration, Keys.CAPTURE_NETTY, NettyPlugin::plugin);
      add(enabled, configuration, Keys.CAPTURE_UNDERTOW, UndertowPlugin::plugin);
      add(enabled, configuration, Keys.CAPTURE_SPRING_MVC, SpringMvcPlugin::plugin);
    }
    return enabled;
  }

  private static void add(
      List<Plugin> enabled,
      Configuration configuration,
      Key<Boolean> key,
      Supplier<Plugin> plugin) {
    if (configuration.get(key)) {
      enabled.add(plugin.get());
    }
  }
}

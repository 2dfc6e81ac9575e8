package io.opsagent.agent.launch;

import io.opsagent.caffeine.CaffeinePlugin;
import io.opsagent.jdbc.DataSourcesPlugin;
import io.opsagent.jdbc.JdbcPlugin;
import io.opsagent.jetty.JettyPlugin;
import io.opsagent.jetty12.Jetty12Plugin;
import io.opsagent.logging.LoggingPlugin;
import io.opsagent.netty.NettyPlugin;
import io.opsagent.redis.RedisPlugin;
import io.opsagent.servlet.ServletPlugin;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.spring.SpringMvcPlugin;
import io.opsagent.tomcat.TomcatPlugin;
import io.opsagent.undertow.UndertowPlugin;
import io.opsagent.weaving.Plugin;
import java.util.LinkedHashMap;
import java.util.Map;

/** All plug-ins, each with the key that switches it. */
final class Plugins {
  private Plugins() {}

  /** Every plug-in with its key, in the order of reports. */
  static Map<Plugin, Key<Boolean>> all() {
    Map<Plugin, Key<Boolean>> all = new LinkedHashMap<>();
    all.put(JettyPlugin.plugin(), Keys.CAPTURE_JETTY);
    all.put(Jetty12Plugin.plugin(), Keys.CAPTURE_JETTY);
    all.put(TomcatPlugin.plugin(), Keys.CAPTURE_TOMCAT);
    all.put(NettyPlugin.plugin(), Keys.CAPTURE_NETTY);
    all.put(UndertowPlugin.plugin(), Keys.CAPTURE_UNDERTOW);
    all.put(ServletPlugin.plugin(), Keys.CAPTURE_SERVLET);
    all.put(SpringMvcPlugin.plugin(), Keys.CAPTURE_SPRING_MVC);
    all.put(LoggingPlugin.plugin(), Keys.CAPTURE_LOGGING);
    all.put(JdbcPlugin.plugin(), Keys.CAPTURE_JDBC);
    all.put(DataSourcesPlugin.plugin(), Keys.CAPTURE_DATA_SOURCES);
    all.put(RedisPlugin.plugin(), Keys.CAPTURE_REDIS);
    all.put(CaffeinePlugin.plugin(), Keys.CAPTURE_CAFFEINE);
    return all;
  }
}

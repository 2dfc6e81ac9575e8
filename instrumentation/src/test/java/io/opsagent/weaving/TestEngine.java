package io.opsagent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.bridge.OpsAgentBridge1;
import io.opsagent.caffeine.CaffeinePlugin;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.CircuitBreaker;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.jdbc.DataSourcesPlugin;
import io.opsagent.jdbc.JdbcPlugin;
import io.opsagent.jetty.JettyPlugin;
import io.opsagent.logging.LoggingPlugin;
import io.opsagent.netty.NettyPlugin;
import io.opsagent.redis.RedisPlugin;
import io.opsagent.servlet.ServletPlugin;
import io.opsagent.spring.SpringMvcPlugin;
import io.opsagent.tomcat.TomcatPlugin;
import io.opsagent.undertow.UndertowPlugin;
import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The agent without its jar: capture, linker and weaver as they are, the bridge under the name that
 * it is compiled with, and class loaders that hand the bytes of servers to the front filter.
 */
public final class TestEngine {
  public static final int MAX_BODY_BYTES = 16 * 1024;
  public static final long MAX_BODY_MEMORY_BYTES = 16 * 1024 * 1024;

  private final List<Plugin> plugins;
  private final Linker linker;
  private final FrontFilter filter;
  private final Capture capture;

  /** An engine with the plug-ins of this module. */
  public TestEngine(boolean keepUneventful) throws ReflectiveOperationException {
    this(keepUneventful, List.of(), List.of(), List.of());
  }

  /**
   * An engine with the plug-ins of this module and others.
   *
   * @param further plug-ins of others
   * @param off names of plug-ins that are switched off
   * @param broken methods of bindings that throw, as {@code package.Class#method}
   */
  public TestEngine(
      boolean keepUneventful, List<Plugin> further, List<String> off, List<String> broken)
      throws ReflectiveOperationException {
    plugins =
        new ArrayList<>(
            List.of(
                JettyPlugin.plugin(),
                TomcatPlugin.plugin(),
                UndertowPlugin.plugin(),
                NettyPlugin.plugin(),
                ServletPlugin.plugin(),
                SpringMvcPlugin.plugin(),
                LoggingPlugin.plugin(),
                JdbcPlugin.plugin(),
                DataSourcesPlugin.plugin(),
                RedisPlugin.plugin(),
                CaffeinePlugin.plugin()));
    plugins.addAll(further);
    plugins.removeIf(plugin -> off.contains(plugin.name()));
    capture =
        new Capture(
            new ExchangeRing(4096),
            new OpenExchanges(4096),
            new BodyMemory(MAX_BODY_MEMORY_BYTES),
            new CaptureSettings(keepUneventful, MAX_BODY_BYTES, false));
    capture.install();
    off.forEach(capture::switchOff);
    linker = new Linker(plugins, true, new BreakingLoader(Linker.class.getClassLoader(), broken));
    OpsAgentBridge1.linker = linker.handle();
    filter = new FrontFilter(plugins);
    filter.ready(
        new Weaver(
            plugins,
            linker,
            OpsAgentBridge1.class.getMethod(
                "link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class)));
  }

  /** Switches a plug-in as the agent does. */
  public void turn(String plugin, boolean on) {
    if (!on) {
      capture.switchOff(plugin);
    }
    for (Plugin known : plugins) {
      if (known.name().equals(plugin)) {
        linker.turn(known, on);
      }
    }
    if (on) {
      capture.switchOn(plugin);
    }
  }

  public Capture capture() {
    return capture;
  }

  /**
   * A loader that defines the classes under these prefixes itself, woven.
   *
   * @param jars folder of jars that come before the test class path, or null
   */
  public ClassLoader loader(@org.jspecify.annotations.Nullable File jars, String... prefixes) {
    List<URL> urls = new ArrayList<>();
    if (jars != null) {
      File[] files = jars.listFiles((folder, name) -> name.endsWith(".jar"));
      assertThat(files).as("jars in %s", jars).isNotEmpty();
      for (File file : files) {
        try {
          urls.add(file.toURI().toURL());
        } catch (MalformedURLException e) {
          throw new IllegalArgumentException(e);
        }
      }
    }
    return new WovenLoader(
        urls.toArray(new URL[0]),
        TestEngine.class.getClassLoader(),
        Arrays.asList(prefixes),
        filter);
  }

  /** Whether a class with these bytes is woven when that loader defines it. */
  public boolean weaves(ClassLoader loader, String className, byte[] classFile) {
    return filter.transform(loader, className.replace('.', '/'), null, null, classFile) != null;
  }

  public List<String> woven() {
    return filter.woven();
  }

  /** Join points that were reached so far. */
  public List<String> linked() {
    List<String> names = new ArrayList<>();
    for (LinkedJoinPoint joinPoint : linker.linked()) {
      names.add(joinPoint.joinPoint());
    }
    return names;
  }

  /** Nothing of ours has failed anywhere, and no exchange was given up. */
  public void assertHealthy() {
    assertNothingFailed();
    assertThat(capture.abandoned()).isZero();
  }

  /** Nothing of ours has failed anywhere. */
  public void assertNothingFailed() {
    assertThat(filter.problems()).isEmpty();
    for (LinkedJoinPoint joinPoint : linker.linked()) {
      assertThat(joinPoint.failures())
          .as("%s: %s", joinPoint.joinPoint(), joinPoint.lastFailure())
          .isZero();
    }
    for (CircuitBreaker callback : capture.callbacks()) {
      assertThat(callback.failures())
          .as("%s: %s", callback.name(), callback.lastFailure())
          .isZero();
    }
    assertThat(capture.unreadableFacts()).isZero();
  }
}

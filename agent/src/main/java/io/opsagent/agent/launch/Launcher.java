package io.opsagent.agent.launch;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LoadedConfiguration;
import io.opsagent.weaving.Bridge;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.Weaving;
import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What {@code premain} does once the isolated loader stands: settings, bridge, front filter, and
 * the one thread that brings up everything else. Called by reflection from the entry class.
 *
 * <p>Touches only what docs/spec/instrumentation.md 1.8 allows before the application has come up.
 */
public final class Launcher {
  private Launcher() {}

  /**
   * Starts the agent; returns as soon as the front filter stands.
   *
   * @param arguments of {@code -javaagent}, or null
   * @param jar opsagent.jar
   * @param err standard error as {@code premain} found it
   */
  public static void premain(
      @Nullable String arguments, Instrumentation instrumentation, File jar, PrintStream err)
      throws Exception {
    long startNanos = System.nanoTime();
    LoadedConfiguration loaded =
        ConfigurationLoader.load(
            arguments, System.getenv(), System.getProperties(), jar.getParentFile());
    for (String problem : loaded.problems()) {
      err.println("OpsAgent: " + problem);
    }
    Configuration configuration = loaded.configuration();
    if (!configuration.get(Keys.ENABLED)) {
      return;
    }
    loadEarly();
    Capture capture =
        new Capture(
            new ExchangeRing(configuration.get(Keys.CAPTURE_RING_CAPACITY)),
            new OpenExchanges(configuration.get(Keys.CAPTURE_MAX_OPEN_EXCHANGES)),
            new BodyMemory(configuration.get(Keys.CAPTURE_MAX_BODY_MEMORY)),
            new CaptureSettings(
                !configuration.get(Keys.PRODUCTION),
                configuration.get(Keys.LOG_MAX_BODY_BYTES).intValue(),
                !configuration.get(Keys.TRUSTED_PROXIES).isEmpty()));
    capture.install();
    Bridge bridge = Bridge.define(instrumentation);
    List<Plugin> plugins = Plugins.enabled(configuration);
    Weaving weaving = Weaving.install(instrumentation, plugins, bridge);
    Starter starter = new Starter(configuration, capture, weaving, err);
    starter.start();
    Runtime.getRuntime().addShutdownHook(starter.shutdownHook());
    starter.premainTook(System.nanoTime() - startNanos);
  }

  /**
   * Loads what was the victim of {@code ClassCircularityError} under other agents, before any
   * transformer is there (docs/spec/instrumentation.md 1.8).
   */
  private static void loadEarly() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>(2);
    for (int i = 0; i < 64; i++) {
      map.merge(random.nextInt(32), 1, Integer::sum);
    }
    for (String name :
        List.of("java.lang.invoke.MethodHandle$1", "java.lang.invoke.DirectMethodHandle$1")) {
      try {
        Class.forName(name, true, null);
      } catch (ClassNotFoundException notInThisJdk) {
        // Then nothing needs it.
      }
    }
  }
}

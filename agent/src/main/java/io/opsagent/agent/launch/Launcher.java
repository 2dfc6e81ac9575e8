package io.opsagent.agent.launch;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.pipeline.CaptureConfiguration;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LoadedConfiguration;
import io.opsagent.weaving.Bridge;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.Weaving;
import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code premain} and an attach do once the isolated loader stands: settings, bridge, front
 * filter, and the one thread that brings up everything else. Called by reflection from the entry
 * class.
 *
 * <p>Touches only what docs/spec/instrumentation.md 1.8 allows before the application has come up.
 */
public final class Launcher {
  private Launcher() {}

  /**
   * Starts the agent; returns as soon as the front filter stands.
   *
   * @param arguments of {@code -javaagent} or of the attach, or null
   * @param jar opsagent.jar
   * @param err standard error as the entry class found it
   * @param attached whether the application has been running: its classes are woven first, and only
   *     then exchanges start (docs/spec/instrumentation.md 2.6)
   * @return takes the agent out again, some seconds at most; null if the settings leave it out
   */
  public static @Nullable Runnable start(
      @Nullable String arguments,
      Instrumentation instrumentation,
      File jar,
      PrintStream err,
      boolean attached)
      throws Exception {
    long startNanos = System.nanoTime();
    Supplier<LoadedConfiguration> load =
        () ->
            ConfigurationLoader.load(
                arguments, System.getenv(), System.getProperties(), jar.getParentFile());
    LoadedConfiguration loaded = load.get();
    for (String problem : loaded.problems()) {
      err.println("OpsAgent: " + problem);
    }
    Configuration configuration = loaded.configuration();
    if (!configuration.get(Keys.ENABLED)) {
      return null;
    }
    loadEarly();
    Capture capture =
        new Capture(
            new ExchangeRing(configuration.get(Keys.CAPTURE_RING_CAPACITY)),
            new OpenExchanges(configuration.get(Keys.CAPTURE_MAX_OPEN_EXCHANGES)),
            new BodyMemory(configuration.get(Keys.CAPTURE_MAX_BODY_MEMORY)),
            CaptureConfiguration.of(configuration));
    capture.install();
    Map<Plugin, Key<Boolean>> plugins = Plugins.all();
    List<Plugin> wanted = LiveSwitches.wanted(plugins, configuration);
    for (Plugin plugin : plugins.keySet()) {
      if (attached || !wanted.contains(plugin)) {
        capture.switchOff(plugin.name());
      }
    }
    Bridge bridge = Bridge.define(instrumentation);
    Weaving weaving =
        Weaving.install(instrumentation, List.copyOf(plugins.keySet()), wanted, !attached, bridge);
    LiveSwitches switches =
        new LiveSwitches(plugins, weaving, capture, configuration, loaded.watchedFile());
    Starter starter =
        new Starter(
            loaded,
            load,
            capture,
            weaving,
            switches,
            new PublishedState(instrumentation),
            err,
            attached);
    starter.start();
    starter.premainTook(System.nanoTime() - startNanos);
    return starter::detach;
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

package io.opsagent.agent.launch;

import io.opsagent.capture.Capture;
import io.opsagent.capture.CircuitBreaker;
import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.server.api.CaptureControl;
import io.opsagent.server.api.CaptureState;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.weaving.LinkedJoinPoint;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.Weaving;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which plug-ins are on: what the settings say, and above them what the API says until the process
 * ends, the properties file changes, or the API takes it back. Thread-safe; a change holds for
 * every thread when its method returns.
 */
final class LiveSwitches implements CaptureControl {
  private static final String BY_API = "api";

  private final Map<Plugin, Key<Boolean>> plugins;
  private final Weaving weaving;
  private final Capture capture;
  private final @Nullable File settingsFile;
  private final Map<Key<Boolean>, Boolean> saidByApi = new HashMap<>();
  private final Map<Plugin, String> failures = new HashMap<>();
  private Configuration configuration;

  LiveSwitches(
      Map<Plugin, Key<Boolean>> plugins,
      Weaving weaving,
      Capture capture,
      Configuration configuration,
      @Nullable File settingsFile) {
    this.plugins = plugins;
    this.weaving = weaving;
    this.capture = capture;
    this.configuration = configuration;
    this.settingsFile = settingsFile;
  }

  /** The plug-ins that settings leave on. */
  static List<Plugin> wanted(Map<Plugin, Key<Boolean>> plugins, Configuration configuration) {
    List<Plugin> wanted = new ArrayList<>();
    if (configuration.get(Keys.CAPTURE_ENABLED)) {
      plugins.forEach(
          (plugin, key) -> {
            if (configuration.get(key)) {
              wanted.add(plugin);
            }
          });
    }
    return wanted;
  }

  /** Whether any plug-in is to be on. */
  synchronized boolean isAnyOn() {
    return isOn(Keys.CAPTURE_ENABLED) && plugins.values().stream().anyMatch(this::isOn);
  }

  /** Lets every plug-in be as it is wanted. */
  synchronized void apply() {
    boolean enabled = isOn(Keys.CAPTURE_ENABLED);
    plugins.forEach((plugin, key) -> turn(plugin, enabled && isOn(key)));
  }

  /** Takes new settings, before which the API's word does not count any more. */
  synchronized void reconfigure(Configuration next) {
    configuration = next;
    saidByApi.clear();
    apply();
  }

  @Override
  public synchronized CaptureState change(
      Map<String, @Nullable Boolean> wishes, boolean resetBreakers) {
    Map<String, Key<Boolean>> switches = switches();
    for (String name : wishes.keySet()) {
      if (!switches.containsKey(name)) {
        throw new IllegalArgumentException(
            "No switch of capture has the key \""
                + (name.length() > 100 ? name.substring(0, 100) + "..." : name)
                + "\"; there are "
                + String.join(", ", switches.keySet())
                + ".");
      }
    }
    wishes.forEach(
        (name, value) -> {
          Key<Boolean> key = switches.get(name);
          if (value == null) {
            saidByApi.remove(key);
          } else if (key != null) {
            saidByApi.put(key, value);
          }
        });
    if (resetBreakers) {
      capture.callbacks().forEach(CircuitBreaker::reset);
      plugins.keySet().forEach(weaving::resetBreakers);
    }
    apply();
    return state();
  }

  @Override
  public synchronized CaptureState state() {
    List<CaptureState.Switch> shown = new ArrayList<>();
    switches()
        .forEach(
            (name, key) ->
                shown.add(new CaptureState.Switch(name, isOn(key), sourceOf(key), key.summary())));
    List<CaptureState.PluginState> states = new ArrayList<>();
    plugins.forEach((plugin, key) -> states.add(stateOf(plugin, key)));
    return new CaptureState(
        shown, states, notLinked(), settingsFile == null ? null : settingsFile.getPath());
  }

  private CaptureState.PluginState stateOf(Plugin plugin, Key<Boolean> key) {
    int linked = 0;
    int switchedOff = 0;
    for (LinkedJoinPoint joinPoint : weaving.linker().linked()) {
      if (joinPoint.plugin().equals(plugin.name())) {
        linked++;
        switchedOff += joinPoint.isOff() ? 1 : 0;
      }
    }
    return new CaptureState.PluginState(
        plugin.name(),
        key.name(),
        weaving.isOn(plugin),
        linked,
        switchedOff,
        capture.discarded(plugin.name()),
        failures.get(plugin));
  }

  private List<AgentSnapshot.NotAttached> notLinked() {
    List<AgentSnapshot.NotAttached> notLinked = new ArrayList<>();
    for (LinkedJoinPoint joinPoint : weaving.linker().linked()) {
      String failure = joinPoint.lastFailure();
      if (joinPoint.isOff() && failure != null) {
        notLinked.add(
            new AgentSnapshot.NotAttached(
                joinPoint.plugin() + ": " + joinPoint.joinPoint() + " in " + joinPoint.loader(),
                failure));
      }
    }
    for (String problem : weaving.filter().problems()) {
      notLinked.add(WeavingReport.notAttached(problem));
    }
    int unlisted = weaving.linker().unlisted();
    if (unlisted > 0) {
      notLinked.add(
          new AgentSnapshot.NotAttached(
              unlisted + " call sites",
              "too many class loaders are watched already; they were left alone"));
    }
    return notLinked;
  }

  private Map<String, Key<Boolean>> switches() {
    Map<String, Key<Boolean>> switches = new LinkedHashMap<>();
    switches.put(Keys.CAPTURE_ENABLED.name(), Keys.CAPTURE_ENABLED);
    plugins.values().forEach(key -> switches.put(key.name(), key));
    return switches;
  }

  private boolean isOn(Key<Boolean> key) {
    Boolean word = saidByApi.get(key);
    return word != null ? word : configuration.get(key);
  }

  private String sourceOf(Key<Boolean> key) {
    return saidByApi.containsKey(key) ? BY_API : configuration.origin(key).place();
  }

  private void turn(Plugin plugin, boolean on) {
    try {
      if (on) {
        // Exchanges start when everything that can end them is in place.
        weaving.turn(plugin, true);
        capture.switchOn(plugin.name());
      } else {
        capture.switchOff(plugin.name());
        weaving.turn(plugin, false);
      }
      failures.remove(plugin);
    } catch (Exception | LinkageError e) {
      failures.put(plugin, e.toString());
    }
  }
}

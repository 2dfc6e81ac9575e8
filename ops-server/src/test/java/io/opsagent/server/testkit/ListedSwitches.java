package io.opsagent.server.testkit;

import io.opsagent.server.api.CaptureControl;
import io.opsagent.server.api.CaptureState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two switches that switch nothing, on by default. */
public final class ListedSwitches implements CaptureControl {
  private final Map<String, Boolean> said = new LinkedHashMap<>();
  private int resets;

  @Override
  public synchronized CaptureState state() {
    List<CaptureState.Switch> switches = new ArrayList<>();
    for (String key : List.of("capture.enabled", "capture.tomcat")) {
      Boolean word = said.get(key);
      switches.add(
          new CaptureState.Switch(
              key, word == null || word, word == null ? "default" : "api", "A switch."));
    }
    return new CaptureState(switches, List.of(), List.of(), null);
  }

  @Override
  public synchronized CaptureState change(
      Map<String, @Nullable Boolean> wishes, boolean resetBreakers) {
    for (String key : wishes.keySet()) {
      if (!key.equals("capture.enabled") && !key.equals("capture.tomcat")) {
        throw new IllegalArgumentException(key + " is no switch of capture.");
      }
    }
    wishes.forEach(
        (key, value) -> {
          if (value == null) {
            said.remove(key);
          } else {
            said.put(key, value);
          }
        });
    resets += resetBreakers ? 1 : 0;
    return state();
  }

  /** How often breakers were reset. */
  public synchronized int resets() {
    return resets;
  }
}

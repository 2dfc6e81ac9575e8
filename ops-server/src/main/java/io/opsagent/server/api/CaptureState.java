package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The switches of capture and what became of them.
 *
 * @param switches every switch, {@code capture.enabled} first
 * @param plugins entry points and frameworks, each with what is woven for it
 * @param notLinked what does not fit the versions that the application has, and was left alone
 * @param settingsFile path of the properties file that is watched, or null
 */
@JsonPropertyOrder({"switches", "plugins", "notLinked", "settingsFile"})
public record CaptureState(
    List<Switch> switches,
    List<PluginState> plugins,
    List<AgentSnapshot.NotAttached> notLinked,
    @Nullable String settingsFile) {

  /** Copies the lists. */
  public CaptureState {
    switches = List.copyOf(switches);
    plugins = List.copyOf(plugins);
    notLinked = List.copyOf(notLinked);
  }

  /**
   * One switch.
   *
   * @param key as in settings, such as {@code capture.tomcat}
   * @param on its value
   * @param source where the value comes from: {@code api}, {@code default}, or the place where it
   *     was set
   * @param summary what it switches
   */
  public record Switch(String key, boolean on, String source, String summary) {}

  /**
   * One entry point or framework.
   *
   * @param name such as {@code tomcat}
   * @param key of its switch
   * @param capturing whether it is on now: its own switch and {@code capture.enabled}
   * @param linked join points that are linked, over all class loaders of the application
   * @param switchedOff how many of these a circuit breaker has switched off
   * @param discarded requests that were open when it was switched off, and were not recorded
   * @param failure why it could not be switched on, or null
   */
  public record PluginState(
      String name,
      String key,
      boolean capturing,
      int linked,
      int switchedOff,
      long discarded,
      @Nullable String failure) {}
}

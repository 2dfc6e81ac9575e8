package io.opsagent.weaving;

/** Whether a plug-in is on; shared by everything that is linked for it. Thread-safe. */
final class PluginSwitch {
  private final Plugin plugin;
  private volatile boolean on;

  PluginSwitch(Plugin plugin, boolean on) {
    this.plugin = plugin;
    this.on = on;
  }

  Plugin plugin() {
    return plugin;
  }

  boolean isOn() {
    return on;
  }

  void set(boolean on) {
    this.on = on;
  }
}

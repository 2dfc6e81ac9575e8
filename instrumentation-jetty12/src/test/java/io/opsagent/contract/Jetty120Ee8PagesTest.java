package io.opsagent.contract;

import io.opsagent.weaving.Plugin;
import java.util.List;

/** Servlets of ee8 among what comes with Jetty 12.0. */
class Jetty120Ee8PagesTest extends JettyPagesContract {

  @Override
  String serverClass() {
    return "Jetty12Ee8PagesServer";
  }

  @Override
  List<Plugin> furtherPlugins() {
    return Jetty12Contract.PLUGINS;
  }

  @Override
  boolean seesEncodedBytes() {
    return true;
  }

  @Override
  boolean hasVisibleState() {
    return false;
  }
}

package io.opsagent.contract;

import java.util.List;

/** Servlets of javax in Tomcat 9. */
class ServletFallbackTomcat9Test extends ServletFallbackContract {

  @Override
  String serverClass() {
    return "TomcatServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  List<String> off() {
    return List.of("tomcat");
  }

  @Override
  String context() {
    return "";
  }
}

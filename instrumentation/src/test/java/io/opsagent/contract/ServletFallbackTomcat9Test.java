package io.opsagent.contract;

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
  String[] off() {
    return new String[] {"tomcat"};
  }

  @Override
  String context() {
    return "";
  }
}

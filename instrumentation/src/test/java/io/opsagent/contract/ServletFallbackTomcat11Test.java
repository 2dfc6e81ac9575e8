package io.opsagent.contract;

import java.io.File;

/** Servlets of jakarta in Tomcat 11. */
class ServletFallbackTomcat11Test extends ServletFallbackContract {

  @Override
  String serverClass() {
    return "JakartaTomcatServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "jakarta.servlet."};
  }

  @Override
  String[] off() {
    return new String[] {"tomcat"};
  }

  @Override
  String context() {
    return "/web";
  }

  @Override
  File jars() {
    return new File("target/other-versions/spring-7");
  }
}

package io.opsagent.contract;

import java.io.File;
import java.util.List;

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
  List<String> off() {
    return List.of("tomcat");
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

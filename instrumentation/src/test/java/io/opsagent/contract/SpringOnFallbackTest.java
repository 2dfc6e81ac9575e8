package io.opsagent.contract;

import java.util.List;

/** Spring MVC 5.3 in a container that only the servlet fallback sees. */
class SpringOnFallbackTest extends SpringMvcContract {

  @Override
  List<String> off() {
    return List.of("tomcat");
  }

  @Override
  String entryPoint() {
    return "servlet";
  }
}

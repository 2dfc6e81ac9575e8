package io.opsagent.contract;

/** Spring MVC 5.3 in a container that only the servlet fallback sees. */
class SpringOnFallbackTest extends SpringMvcContract {

  @Override
  String[] off() {
    return new String[] {"tomcat"};
  }

  @Override
  String entryPoint() {
    return "servlet";
  }
}

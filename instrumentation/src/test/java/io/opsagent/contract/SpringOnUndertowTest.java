package io.opsagent.contract;

/** Spring MVC 5.3 in Undertow's servlet container: three entry points, one exchange. */
class SpringOnUndertowTest extends SpringMvcContract {

  @Override
  String serverClass() {
    return "SpringUndertowServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {
      "io.undertow.",
      "org.xnio.",
      "org.jboss.",
      "org.wildfly.",
      "org.springframework.",
      "javax.servlet."
    };
  }

  @Override
  String entryPoint() {
    return "undertow";
  }
}

package io.opsagent.contract;

/** Spring MVC 5.3 in Jetty 9.4. */
class JettySpring5ContractTest extends SpringMvcContract {

  @Override
  String serverClass() {
    return "JettySpringServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.eclipse.jetty.", "org.springframework.", "javax.servlet."};
  }

  @Override
  String entryPoint() {
    return "jetty";
  }
}

package io.opsagent.contract;

/** Tomcat 9. */
class TomcatLiveSwitchTest extends LiveSwitchContract {

  @Override
  String serverClass() {
    return "TomcatServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  String entryPoint() {
    return "tomcat";
  }
}

package io.opsagent.contract;

/** Handlers on Undertow. */
class UndertowLiveSwitchTest extends LiveSwitchContract {

  @Override
  String serverClass() {
    return "UndertowServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly."};
  }

  @Override
  String entryPoint() {
    return "undertow";
  }
}

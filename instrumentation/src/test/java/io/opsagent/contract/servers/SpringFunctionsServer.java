package io.opsagent.contract.servers;

/** Spring MVC with functional routes beside its controllers. */
public final class SpringFunctionsServer extends SpringServer {

  @Override
  protected String configuration() {
    return super.configuration() + ",classpath:io/opsagent/contract/servers/spring-functions.xml";
  }
}

package io.opsagent.contract;

import java.io.File;

/** Spring MVC 6.2 in Tomcat 10.1. */
class Spring6ContractTest extends SpringFunctionsContract {

  @Override
  File jars() {
    return new File("target/other-versions/spring-6");
  }
}

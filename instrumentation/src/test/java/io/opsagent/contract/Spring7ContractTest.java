package io.opsagent.contract;

import java.io.File;

/** Spring MVC 7.0 in Tomcat 11. */
class Spring7ContractTest extends SpringFunctionsContract {

  @Override
  File jars() {
    return new File("target/other-versions/spring-7");
  }
}

package io.opsagent.contract;

import java.io.File;

/** Spring MVC 4.3 in Tomcat 9. */
class Spring4ContractTest extends SpringMvcContract {

  @Override
  File jars() {
    return new File("target/other-versions/spring-4");
  }
}

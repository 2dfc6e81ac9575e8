package com.example.contract.boot;

import com.example.contract.common.ContractMain;
import io.opsagent.testing.ContractApplicationKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On Tomcat: of the three servers on the class path Spring Boot takes that one. */
class BootContractTest extends ContractApplicationKit {
  private static BootContract.Running application;

  @BeforeAll
  static void start() throws Exception {
    ContractMain.silence();
    application = BootContract.start(0);
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
  }

  @Override
  protected int port() {
    return application.port();
  }
}

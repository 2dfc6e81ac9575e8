package com.example.contract.jetty;

import com.example.contract.common.ContractMain;
import io.opsagent.testing.WebSocketApplicationKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JettyContractTest extends WebSocketApplicationKit {
  private static JettyContract application;

  @BeforeAll
  static void start() throws Exception {
    ContractMain.silence();
    application = JettyContract.start(0);
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

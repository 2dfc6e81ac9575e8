package com.example.contract.undertow;

import com.example.contract.common.ContractMain;
import io.opsagent.testing.WebSocketApplicationKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class UndertowContractTest extends WebSocketApplicationKit {
  private static UndertowContract application;

  @BeforeAll
  static void start() throws Exception {
    ContractMain.silence();
    application = UndertowContract.start(0);
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

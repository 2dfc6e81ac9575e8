package com.example.contract.netty;

import com.example.contract.common.ContractMain;
import io.opsagent.testing.WebSocketApplicationKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class NettyContractTest extends WebSocketApplicationKit {
  private static NettyContract application;

  @BeforeAll
  static void start() throws Exception {
    ContractMain.silence();
    application = NettyContract.start(0);
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

package io.opsagent.contract;

import java.io.File;

/** Undertow 1.4. */
class Undertow14ContractTest extends UndertowContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/undertow-1.4");
  }
}

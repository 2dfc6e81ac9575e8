package io.opsagent.contract;

import java.io.File;

/** Undertow 2.4. */
class Undertow24ContractTest extends UndertowContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/undertow-2.4");
  }
}

package io.opsagent.contract;

import java.io.File;

/** Undertow 2.3. */
class Undertow23ContractTest extends UndertowContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/undertow-2.3");
  }
}

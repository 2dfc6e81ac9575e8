package io.opsagent.contract;

import java.io.File;

/** Servlets in Undertow 1.4. */
class Undertow14ServletContractTest extends UndertowServletContractTest {

  @Override
  File jars() {
    return new File("target/other-versions/undertow-1.4");
  }
}

package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Undertow 2.2. */
class UndertowContractTest extends EntryPointContract {

  @Override
  String serverClass() {
    return "UndertowServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly."};
  }

  @Override
  String entryPoint() {
    return "undertow";
  }

  @Test
  void a_request_that_cannot_be_read_never_gets_here() throws Exception {
    long acceptedBefore = capture().ring().accepted();
    try (RawClient client = connect()) {
      client.send("THIS IS NOT\r\n\r\n");
      client.untilEnd();
    }

    assertThat(capture().ring().accepted()).isEqualTo(acceptedBefore);
  }
}

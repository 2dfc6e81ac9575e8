package io.opsagent.contract;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Everything of ours that Undertow calls, made to fail. */
class BrokenUndertowCallbacksTest {

  /** On Undertow without servlets. */
  abstract static class OnUndertow extends BrokenCallbacks {
    private final String broken;
    private final String callback;

    OnUndertow(String broken, String callback) {
      this.broken = "io.opsagent.undertow." + broken;
      this.callback = callback;
    }

    @Override
    List<String> broken() {
      return List.of(broken);
    }

    @Override
    String callback() {
      return callback;
    }

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
  }

  @Nested
  class The_completion_listener extends OnUndertow {
    The_completion_listener() {
      super("UndertowBinding#ended", "undertow completion listener");
    }
  }

  @Nested
  class The_end_of_an_exchange extends OnUndertow {
    The_end_of_an_exchange() {
      super("UndertowBinding#readSizes", "undertow completion listener");
    }
  }

  @Nested
  class The_default_response_listener extends OnUndertow {
    The_default_response_listener() {
      super("EndingListener#note", "undertow request body");
    }
  }

  @Nested
  class The_decision_on_a_request_body extends OnUndertow {
    The_decision_on_a_request_body() {
      super("RequestTap#tee", "undertow request body");
    }
  }

  @Nested
  class The_decision_on_an_answer extends OnUndertow {
    The_decision_on_an_answer() {
      super("ResponseTap#tee", "undertow response body");
    }
  }

  @Nested
  class The_conduit_of_a_request_body extends OnUndertow {
    The_conduit_of_a_request_body() {
      super("BodyTee#wanted", "undertow request body");
    }
  }

  @Nested
  class The_conduit_of_an_answer extends OnUndertow {
    The_conduit_of_an_answer() {
      super("BodyTee#wanted", "undertow response body");
    }
  }

  @Nested
  class What_is_done_with_an_exception_of_the_connection extends OnUndertow {
    What_is_done_with_an_exception_of_the_connection() {
      super("OurFrames#removeFrom", "undertow response body");
    }

    @Override
    void provoke(int round) throws Exception {
      serve(
          request ->
              request.stream(
                  500, "text/plain", Collections.nCopies(1_000, text(64_000)).iterator()));
      RawClient client = connect();
      client.get("/app/endless");
      client.exactly(100_000);
      client.reset();
    }
  }
}

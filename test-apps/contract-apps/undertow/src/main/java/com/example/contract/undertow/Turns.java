package com.example.contract.undertow;

import com.example.contract.common.Gate;
import com.example.contract.common.Later;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Answers that take more than one turn or thread. */
final class Turns {
  private static final Gate GATE = new Gate();
  private static final AttachmentKey<Integer> TIMES = AttachmentKey.create(Integer.class);
  private static final String MESSAGE = "thrown by the contract application";

  private Turns() {}

  static void later(HttpServerExchange exchange) {
    int delayMillis = Routes.number(exchange, "delay", 0);
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> Later.run(delayMillis, () -> Plain.text(exchange, "at last\n")));
  }

  static void again(HttpServerExchange exchange) {
    Integer before = exchange.getAttachment(TIMES);
    int times = before == null ? 0 : before;
    if (times < Routes.number(exchange, "times", 1)) {
      exchange.putAttachment(TIMES, times + 1);
      exchange.dispatch(Turns::again);
      return;
    }
    Plain.text(exchange, "dispatched " + times + " times\n");
  }

  /** Throws in a second turn. */
  static void fail(HttpServerExchange exchange) {
    boolean late = "true".equals(Routes.parameter(exchange, "late"));
    exchange.dispatch(
        same -> {
          if (late) {
            same.startBlocking();
            Failures.flushTenBytes(same);
          }
          throw new IllegalStateException(MESSAGE);
        });
  }

  static void nonBlocking(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (same, body) -> {
              String type = same.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
              if (type != null) {
                same.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
              }
              same.getResponseSender().send(ByteBuffer.wrap(body));
            });
  }

  static void hold(HttpServerExchange exchange) throws IOException {
    GATE.hold().join();
    Plain.text(exchange, "released\n");
  }

  static void awaitHeld(HttpServerExchange exchange) throws IOException {
    GATE.awaitHeld().join();
    Plain.text(exchange, "held\n");
  }

  static void release(HttpServerExchange exchange) {
    GATE.release();
    Plain.text(exchange, "released\n");
  }
}

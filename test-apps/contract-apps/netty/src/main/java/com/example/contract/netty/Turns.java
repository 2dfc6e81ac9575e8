package com.example.contract.netty;

import com.example.contract.common.Gate;
import com.example.contract.common.Later;

/** Answers from threads that are none of Netty's. */
final class Turns {
  private static final Gate GATE = new Gate();
  private static final String MESSAGE = "thrown by the contract application";

  private Turns() {}

  /** Answers if the path is one of these. */
  static boolean answer(Call call, String path) {
    switch (path) {
      case "/async" -> Later.run(call.number("delay", 0), () -> call.text("at last\n"));
      case "/async-now" -> Later.runAndWait(() -> call.text("at once\n"));
      case "/async-throw" -> Later.run(() -> fail(call));
      case "/hold" -> {
        var unused = GATE.hold().thenRun(() -> call.text("released\n"));
      }
      case "/await-held" -> {
        var unused = GATE.awaitHeld().thenRun(() -> call.text("held\n"));
      }
      case "/release" -> {
        GATE.release();
        call.text("released\n");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What an asynchronous task does that has no other way to say that it failed. */
  private static void fail(Call call) {
    if ("true".equals(call.parameter("late"))) {
      Streams.flushTenBytes(call);
    }
    call.context().pipeline().fireExceptionCaught(new IllegalStateException(MESSAGE));
  }
}

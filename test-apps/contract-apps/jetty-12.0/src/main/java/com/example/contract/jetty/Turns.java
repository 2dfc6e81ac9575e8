package com.example.contract.jetty;

import com.example.contract.common.Gate;
import com.example.contract.common.Later;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.io.Content;

/** Answers from threads that did not handle the request. */
final class Turns {
  private static final Gate GATE = new Gate();

  private Turns() {}

  /** Answers if the path is one of these. */
  static boolean handle(Answers answers, String path) {
    switch (path) {
      case "/async" -> Later.run(answers.number("delay", 0), () -> answers.text("at last\n"));
      case "/async-now" -> Later.runAndWait(() -> answers.text("at once\n"));
      case "/async-throw" -> Later.run(() -> fail(answers));
      case "/non-blocking" -> {
        String type = Bodies.type(answers.request());
        if (type != null) {
          answers.type(type);
        }
        Content.copy(answers.request(), answers.response(), answers.callback());
      }
      case "/hold" -> {
        var unused = GATE.hold().thenRun(() -> answers.text("released\n"));
      }
      case "/await-held" -> {
        var unused = GATE.awaitHeld().thenRun(() -> answers.text("held\n"));
      }
      case "/release" -> {
        GATE.release();
        answers.text("released\n");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void fail(Answers answers) {
    try {
      if ("true".equals(answers.parameter("late"))) {
        Failures.flushTenBytes(answers);
      }
      answers.callback().failed(new IllegalStateException(Failures.MESSAGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package com.example.contract.jetty;

import com.example.contract.common.Contents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Answers that go wrong. */
final class Failures {
  static final String MESSAGE = "thrown by the contract application";

  private static final String SENT = "sent";

  private Failures() {}

  /** Answers if the path is one of these. */
  static boolean handle(Answers answers, String path) throws IOException {
    switch (path) {
      case "/send-error" -> error(answers, answers.number("code", 500));
      case "/throw" -> throw new IllegalStateException(MESSAGE);
      case "/throw-page" -> throw new UnsupportedOperationException(Contents.MESSAGE_FOR_PAGE);
      case "/throw-late" -> {
        flushTenBytes(answers);
        throw new IllegalStateException(MESSAGE);
      }
      case "/reset" -> {
        answers.type(Answers.TEXT);
        OutputStream out = Response.asBufferedOutputStream(answers.request(), answers.response());
        out.write(tenBytes());
        answers.response().reset();
        error(answers, 503);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void error(Answers answers, int code) {
    Response.writeError(answers.request(), answers.response(), answers.callback(), code, SENT);
  }

  static void flushTenBytes(Answers answers) throws IOException {
    answers.type(Answers.TEXT);
    Content.Sink.asOutputStream(answers.response()).write(tenBytes());
  }

  private static byte[] tenBytes() {
    return Contents.TEN_BYTES.getBytes(StandardCharsets.US_ASCII);
  }
}

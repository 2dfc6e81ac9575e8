package com.example.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Pages that redirect, refuse or fail. */
final class ErrorPages {
  private ErrorPages() {}

  static void redirect(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = Answers.number(request, "status", 302);
    if (status == 302) {
      response.sendRedirect("/app/hello");
    } else {
      response.setStatus(status);
      response.setHeader("Location", "/app/hello");
    }
  }

  static void status(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int code = Answers.number(request, "code", 500);
    response.setStatus(code);
    Answers.json(response, "{\"error\":\"code " + code + "\"}");
  }

  static void sendError(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendError(Answers.number(request, "code", 418), "sent");
  }

  /**
   * The page that stands for the statuses 420 and 421 and for {@link
   * UnsupportedOperationException}.
   */
  static void errorPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object code = request.getAttribute("javax.servlet.error.status_code");
    Answers.bytes(
        response,
        "text/html;charset=UTF-8",
        ("<p>error page for " + code + "</p>\n").getBytes(StandardCharsets.UTF_8));
  }

  static void fail(HttpServletRequest request, HttpServletResponse response) {
    throw new IllegalStateException("thrown by the contract application");
  }

  static void failWithPage(HttpServletRequest request, HttpServletResponse response) {
    throw new UnsupportedOperationException("thrown for the error page");
  }

  static void failLate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write("0123456789".getBytes(StandardCharsets.US_ASCII));
    response.flushBuffer();
    throw new IllegalStateException("thrown by the contract application");
  }

  static void reset(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write("{\"part\":".getBytes(StandardCharsets.US_ASCII));
    response.reset();
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  static void refuseEarly(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    response.setHeader("Connection", "close");
    Answers.text(response, "too large\n");
    response.flushBuffer();
  }
}

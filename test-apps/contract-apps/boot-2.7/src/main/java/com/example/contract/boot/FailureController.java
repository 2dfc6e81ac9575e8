package com.example.contract.boot;

import com.example.contract.common.Contents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Answers that go wrong. */
@RestController
class FailureController {
  static final String MESSAGE = "thrown by the contract application";

  @RequestMapping("/send-error")
  void sendError(@RequestParam("code") int code, HttpServletResponse response) throws IOException {
    response.sendError(code, "sent");
  }

  @RequestMapping("/error-page")
  ResponseEntity<String> errorPage(HttpServletRequest request) {
    Object failed = request.getAttribute("javax.servlet.error.status_code");
    int status = failed == null ? 200 : (Integer) failed;
    return ResponseEntity.status(status)
        .header("Content-Type", "text/html;charset=UTF-8")
        .body(Contents.errorPage(status));
  }

  @RequestMapping("/throw-page")
  void failWithPage() {
    throw new UnsupportedOperationException(Contents.MESSAGE_FOR_PAGE);
  }

  @RequestMapping("/throw")
  void fail() {
    throw new IllegalStateException(MESSAGE);
  }

  @RequestMapping("/throw-late")
  void failLate(HttpServletResponse response) throws IOException {
    flushTenBytes(response);
    throw new IllegalStateException(MESSAGE);
  }

  static void flushTenBytes(HttpServletResponse response) throws IOException {
    response.setContentType(PlainController.TEXT);
    response.getOutputStream().write(Contents.TEN_BYTES.getBytes(StandardCharsets.US_ASCII));
    response.flushBuffer();
  }

  @RequestMapping("/throw-mapped")
  void failMapped() {
    throw new NotFound();
  }

  @RequestMapping("/reset")
  void reset(HttpServletResponse response) throws IOException {
    response.setContentType(PlainController.TEXT);
    response.getOutputStream().write(Contents.TEN_BYTES.getBytes(StandardCharsets.US_ASCII));
    response.reset();
    response.sendError(503, "sent");
  }

  /** Spring makes a 404 of it. */
  @ResponseStatus(HttpStatus.NOT_FOUND)
  static final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFound() {
      super(MESSAGE);
    }
  }
}

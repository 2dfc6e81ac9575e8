package com.example.contract.boot;

import com.example.contract.common.Contents;
import com.example.contract.common.Json;
import java.io.IOException;
import java.util.Collections;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;

/** Answers that need no request body and fail in no way. */
@RestController
class PlainController {
  static final String TEXT = "text/plain;charset=UTF-8";

  private static final String TARGET = "/app/hello";
  private static final String ATTRIBUTE = "user";
  private static final int FOUND = 302;

  @RequestMapping("/hello")
  ResponseEntity<String> hello() {
    return text(Contents.HELLO);
  }

  @RequestMapping("/query")
  ResponseEntity<String> query(HttpServletRequest request) {
    return text(request.getQueryString() + "\n");
  }

  @RequestMapping("/raw/**")
  ResponseEntity<String> rawPath(HttpServletRequest request) {
    return text(request.getRequestURI() + "\n");
  }

  @RequestMapping("/orders/{id}")
  ResponseEntity<String> order(@PathVariable("id") String id) {
    return ResponseEntity.ok().header("Content-Type", "application/json").body(Json.order(id));
  }

  @RequestMapping("/redirect")
  void redirect(
      @RequestParam(name = "status", defaultValue = "302") int status, HttpServletResponse response)
      throws IOException {
    if (status == FOUND) {
      response.sendRedirect(TARGET);
      return;
    }
    response.setStatus(status);
    response.setHeader("Location", TARGET);
  }

  @RequestMapping("/status")
  ResponseEntity<String> status(@RequestParam("code") int code) {
    return ResponseEntity.status(code)
        .header("Content-Type", "application/json")
        .body(Contents.error(code));
  }

  @RequestMapping("/headers")
  ResponseEntity<String> headers(HttpServletRequest request) {
    StringBuilder lines = new StringBuilder();
    Collections.list(request.getHeaders("X-Mixed-Case"))
        .forEach(value -> lines.append(value).append('\n'));
    return ResponseEntity.ok()
        .header("X-Multi", "one", "two")
        .header("x-lower", "three")
        .header("Set-Cookie", "session=secret; Path=/app")
        .header("Content-Type", TEXT)
        .body(lines.toString());
  }

  @RequestMapping("/session-user")
  ResponseEntity<String> sessionUser(
      @RequestParam(name = "name", required = false) @Nullable String name,
      HttpServletRequest request) {
    if (name != null) {
      request.getSession(true).setAttribute(ATTRIBUTE, name);
      return text(name + "\n");
    }
    HttpSession session = request.getSession(false);
    return text((session == null ? "none" : session.getAttribute(ATTRIBUTE)) + "\n");
  }

  /** Insists on what the filter before it has made of request and response. */
  @RequestMapping("/wrapped")
  ResponseEntity<String> wrapped(HttpServletRequest request, HttpServletResponse response) {
    boolean own =
        WebUtils.getNativeRequest(request, Filters.WrappedRequest.class) != null
            && WebUtils.getNativeResponse(response, Filters.WrappedResponse.class) != null;
    return own ? text(Contents.OWN) : ResponseEntity.status(500).build();
  }

  @RequestMapping("/secure")
  ResponseEntity<String> notOffered() {
    return ResponseEntity.status(501).header("Content-Type", TEXT).body("not offered\n");
  }

  static ResponseEntity<String> text(String text) {
    return ResponseEntity.ok().header("Content-Type", TEXT).body(text);
  }
}

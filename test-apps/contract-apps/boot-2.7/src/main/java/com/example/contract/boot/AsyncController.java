package com.example.contract.boot;

import com.example.contract.common.Later;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.AsyncContext;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers that outlive the container's thread, by Spring's means and by those of servlets. */
@RestController
class AsyncController {
  private static final long TIMEOUT_MILLIS = 300;
  private static final long NO_TIMEOUT = 0;
  private static final String TIMES = "contract.times";

  @RequestMapping("/async")
  DeferredResult<ResponseEntity<String>> later(
      @RequestParam(name = "delay", defaultValue = "0") int delayMillis) {
    DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
    Later.run(delayMillis, () -> result.setResult(PlainController.text("at last\n")));
    return result;
  }

  @RequestMapping("/async-now")
  void now(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync(request, response);
    Later.runAndWait(
        () -> {
          write(response, "at once\n");
          context.complete();
        });
  }

  @RequestMapping("/async-timeout")
  void timeout(
      @RequestParam("listener") String listener,
      HttpServletRequest request,
      HttpServletResponse response) {
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(TIMEOUT_MILLIS);
    if (listener.equals("complete")) {
      context.addListener(new TimeoutAnswer(), request, response);
    }
  }

  @RequestMapping("/async-dispatch")
  void dispatch(
      @RequestParam("times") int times, HttpServletRequest request, HttpServletResponse response) {
    Object before = request.getAttribute(TIMES);
    int done = before == null ? 0 : (Integer) before;
    if (done < times) {
      request.setAttribute(TIMES, done + 1);
      request.startAsync(request, response).dispatch();
      return;
    }
    write(response, "dispatched " + done + " times\n");
  }

  @RequestMapping("/async-throw")
  void fail(
      @RequestParam(name = "late", defaultValue = "false") boolean late,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    request.startAsync(request, response).setTimeout(TIMEOUT_MILLIS);
    if (late) {
      FailureController.flushTenBytes(response);
    }
    throw new IllegalStateException(FailureController.MESSAGE);
  }

  @RequestMapping("/non-blocking")
  void nonBlocking(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(NO_TIMEOUT);
    if (request.getContentType() != null) {
      response.setContentType(request.getContentType());
    }
    request.getInputStream().setReadListener(new NonBlockingEcho(context, request, response));
  }

  static void write(ServletResponse response, String text) {
    try {
      response.setContentType(PlainController.TEXT);
      response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

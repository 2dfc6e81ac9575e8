package com.example.contract.jetty;

import com.example.contract.common.Contents;
import com.example.contract.common.Json;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Which path does what. What is not here is answered by Jetty's own 404. */
final class ContractHandler extends Handler.Abstract {
  private static final String TARGET = "/app/hello";
  private static final String ORDERS = "/orders/";
  private static final int FOUND = 302;
  private static final List<String> SERVLET_ONLY =
      List.of(
          "/throw-mapped",
          "/forward",
          "/include",
          "/include-forward",
          "/async-timeout",
          "/async-dispatch");

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Answers answers = Answers.to(request, response, callback);
    String path = Request.getPathInContext(request);
    return plain(answers, path)
        || Bodies.handle(answers, path)
        || Streams.handle(answers, path)
        || Turns.handle(answers, path)
        || Failures.handle(answers, path);
  }

  private static boolean plain(Answers answers, String path) {
    switch (path) {
      case "/hello" -> answers.text(Contents.HELLO);
      case "/query" -> answers.text(answers.request().getHttpURI().getQuery() + "\n");
      case "/redirect" -> redirect(answers);
      case "/status" -> {
        int code = answers.number("code", 200);
        answers.response().setStatus(code);
        answers.json(Contents.error(code));
      }
      case "/headers" -> headers(answers);
      default -> {
        if (path.startsWith(ORDERS)) {
          answers.json(Json.order(path.substring(ORDERS.length())));
        } else if (path.startsWith("/raw/")) {
          answers.text(answers.request().getHttpURI().getPath() + "\n");
        } else if (SERVLET_ONLY.contains(path)) {
          answers.text(501, "not offered\n");
        } else {
          return false;
        }
      }
    }
    return true;
  }

  private static void redirect(Answers answers) {
    int status = answers.number("status", FOUND);
    if (status == FOUND) {
      Response.sendRedirect(answers.request(), answers.response(), answers.callback(), TARGET);
      return;
    }
    answers.response().setStatus(status);
    answers.response().getHeaders().put(HttpHeader.LOCATION, TARGET);
    answers.send(null, new byte[0]);
  }

  private static void headers(Answers answers) {
    StringBuilder lines = new StringBuilder();
    for (HttpField field : answers.request().getHeaders()) {
      if (field.is("X-Mixed-Case")) {
        lines.append(field.getValue()).append('\n');
      }
    }
    answers.response().getHeaders().add("X-Multi", "one");
    answers.response().getHeaders().add("X-Multi", "two");
    answers.response().getHeaders().put("x-lower", "three");
    answers.response().getHeaders().put(HttpHeader.SET_COOKIE, "session=secret; Path=/app");
    answers.text(lines.toString());
  }
}

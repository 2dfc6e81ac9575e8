package com.example.contract.netty;

import com.example.contract.common.Contents;
import com.example.contract.common.Json;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which path does what. What reads no body answers at once. */
final class Routes {
  private static final String PREFIX = "/app";
  private static final String ORDERS = "/orders/";
  private static final String RAW = "/raw/";
  private static final String FILES = "/files/";
  private static final String MESSAGE = "thrown by the contract application";
  private static final int FOUND = 302;

  private Routes() {}

  /** Answers, or says who takes the body first. */
  static BodySink answer(Call call) {
    String all = Call.rawPath(call.request());
    String path = all.startsWith(PREFIX) ? all.substring(PREFIX.length()) : "";
    switch (path) {
      case "/echo-stream", "/echo-reader", "/parameters", "/multipart", "/correlate" -> {
        return BodySink.whole(body -> answerBody(call, path, body));
      }
      case "/form-by-stream" -> {
        return BodySink.whole(body -> call.text(body.length + "\n" + call.parameter("a") + "\n"));
      }
      case "/non-blocking" -> {
        return Streams.echo(call);
      }
      case "/throw" -> throw new IllegalStateException(MESSAGE);
      case "/throw-late" -> {
        Streams.flushTenBytes(call);
        throw new IllegalStateException(MESSAGE);
      }
      case "/hello" -> call.text(Contents.HELLO);
      case "/query" -> call.text(call.target().rawQuery() + "\n");
      case "/redirect" -> redirect(call);
      case "/status" -> status(call);
      case "/headers" -> headers(call);
      case "/unread" -> call.text("not read\n");
      case "/wrapped" ->
          call.text(call.request() instanceof Wrapping.OwnRequest ? Contents.OWN : "?");
      case "/refuse-early" -> {
        call.closeAfterwards();
        call.text(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "too large\n");
      }
      case "/echo-socket" -> EchoSocket.open(call);
      default -> {
        if (path.startsWith(ORDERS)) {
          String id = call.target().path().substring(PREFIX.length() + ORDERS.length());
          call.json(HttpResponseStatus.OK, Json.order(id));
        } else if (path.startsWith(RAW)) {
          call.text(all + "\n");
        } else if (path.startsWith(FILES)) {
          Files.send(call, path.substring(FILES.length()));
        } else if (!Streams.answer(call, path) && !Turns.answer(call, path)) {
          call.text(
              isServletOnly(path)
                  ? HttpResponseStatus.NOT_IMPLEMENTED
                  : HttpResponseStatus.NOT_FOUND,
              "not here\n");
        }
      }
    }
    return BodySink.UNREAD;
  }

  /** Netty has no such thing. */
  private static boolean isServletOnly(String path) {
    return List.of(
            "/send-error",
            "/throw-mapped",
            "/throw-page",
            "/secure",
            "/session-user",
            "/reset",
            "/forward",
            "/include",
            "/include-forward",
            "/async-timeout",
            "/async-dispatch")
        .contains(path);
  }

  private static void answerBody(Call call, String path, byte[] body) {
    switch (path) {
      case "/echo-reader" ->
          call.text(new String(body, HttpUtil.getCharset(call.request(), StandardCharsets.UTF_8)));
      case "/parameters" -> Forms.parameters(call, (FullHttpRequest) call.request());
      case "/multipart" -> Forms.multipart(call, (FullHttpRequest) call.request());
      case "/correlate" ->
          call.json(
              HttpResponseStatus.OK,
              Json.correlation(
                  call.parameter("id"),
                  call.header("X-Id"),
                  new String(body, StandardCharsets.UTF_8)));
      default -> call.send(HttpResponseStatus.OK, call.header("Content-Type"), body);
    }
  }

  private static void redirect(Call call) {
    FullHttpResponse response =
        call.whole(HttpResponseStatus.valueOf(call.number("status", FOUND)), null, new byte[0]);
    response.headers().set(HttpHeaderNames.LOCATION, "/app/hello");
    call.send(response);
  }

  private static void status(Call call) {
    int code = call.number("code", 200);
    call.json(HttpResponseStatus.valueOf(code), Contents.error(code));
  }

  private static void headers(Call call) {
    StringBuilder lines = new StringBuilder();
    call.request()
        .headers()
        .getAll("X-Mixed-Case")
        .forEach(value -> lines.append(value).append('\n'));
    FullHttpResponse response =
        call.whole(
            HttpResponseStatus.OK, Call.TEXT, lines.toString().getBytes(StandardCharsets.UTF_8));
    response.headers().add("X-Multi", List.of("one", "two"));
    response.headers().set("x-lower", "three");
    response.headers().set(HttpHeaderNames.SET_COOKIE, "session=secret; Path=/app");
    call.send(response);
  }
}

package com.example.contract.undertow;

import com.example.contract.common.StaticFiles;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.PathTemplateHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.HttpString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which handler answers which path. What is not here is answered by Undertow's own 404. */
final class Routes {
  private static final HttpString ID = new HttpString("X-Id");

  /** Files from this size on are sent without copying; all of the contract's are. */
  private static final long ZERO_COPY_FROM_BYTES = 16;

  private static final int GZIP_PRIORITY = 50;

  private Routes() {}

  static HttpHandler all() {
    PathHandler paths = Handlers.path();
    plain(paths);
    bodies(paths);
    streams(paths);
    turns(paths);
    for (String servletOnly :
        List.of(
            "/throw-mapped",
            "/forward",
            "/include",
            "/include-forward",
            "/async-now",
            "/async-timeout")) {
      paths.addExactPath(servletOnly, Routes::notOffered);
    }
    HttpHandler application =
        Handlers.path()
            .addPrefixPath(
                "/app", new PathTemplateHandler(paths).add("/orders/{id}", Plain::order));
    return exchange -> {
      String id = exchange.getRequestHeaders().getFirst(ID);
      if (id != null) {
        exchange.getResponseHeaders().put(ID, id);
      }
      application.handleRequest(exchange);
    };
  }

  private static void plain(PathHandler paths) {
    paths
        .addExactPath("/hello", Plain::hello)
        .addExactPath("/query", Plain::query)
        .addPrefixPath("/raw", Plain::rawPath)
        .addExactPath("/redirect", Plain::redirect)
        .addExactPath("/status", Plain::status)
        .addExactPath("/headers", Plain::headers)
        .addExactPath("/send-error", Failures::sendError)
        .addExactPath("/throw-page", Failures::failWithPage)
        .addExactPath("/throw", Failures::fail)
        .addExactPath("/throw-late", new BlockingHandler(Failures::failLate))
        .addExactPath("/reset", new BlockingHandler(Failures::reset))
        .addExactPath("/secure", Secured.secured(Secured::userName))
        .addExactPath("/session-user", Secured.withSessions())
        .addExactPath("/filtered-answer", exchange -> Plain.text(exchange, "by filter\n"))
        .addExactPath("/wrapped", Wrapped.wrapped(Wrapped::names));
  }

  private static void bodies(PathHandler paths) {
    paths
        .addExactPath("/echo-stream", new BlockingHandler(Bodies::echoStream))
        .addExactPath("/echo-reader", new BlockingHandler(Bodies::echoReader))
        .addExactPath("/parameters", new BlockingHandler(Bodies::parameters))
        .addExactPath("/form-by-stream", new BlockingHandler(Bodies::formByStream))
        .addExactPath("/unread", exchange -> Plain.text(exchange, "not read\n"))
        .addExactPath("/multipart", new BlockingHandler(Bodies::multipart))
        .addExactPath("/correlate", new BlockingHandler(Bodies::correlate))
        .addExactPath("/refuse-early", Bodies::refuseEarly);
  }

  private static void streams(PathHandler paths) {
    paths
        .addExactPath("/binary", Streams::binary)
        .addExactPath("/write", new BlockingHandler(Streams::write))
        .addExactPath(
            "/compressed",
            new EncodingHandler(
                new BlockingHandler(Streams::compressible),
                new ContentEncodingRepository()
                    .addEncodingHandler("gzip", new GzipEncodingProvider(), GZIP_PRIORITY)))
        .addExactPath("/gzip-filter", new BlockingHandler(Streams::gzipped))
        .addPrefixPath(
            "/files",
            Handlers.resource(new PathResourceManager(StaticFiles.folder(), ZERO_COPY_FROM_BYTES)))
        .addExactPath("/flushes", new BlockingHandler(Streams::flushes))
        .addExactPath("/events", new BlockingHandler(Streams::events))
        .addExactPath("/slow", new BlockingHandler(Streams::slow));
  }

  private static void turns(PathHandler paths) {
    paths
        .addExactPath("/async", Turns::later)
        .addExactPath("/async-dispatch", Turns::again)
        .addExactPath("/async-throw", Turns::fail)
        .addExactPath("/non-blocking", Turns::nonBlocking)
        .addExactPath("/hold", new BlockingHandler(Turns::hold))
        .addExactPath("/await-held", new BlockingHandler(Turns::awaitHeld))
        .addExactPath("/release", Turns::release)
        .addExactPath("/echo-socket", Handlers.websocket(EchoSocket::connected));
  }

  /** Undertow's handlers have no such thing. */
  private static void notOffered(HttpServerExchange exchange) {
    exchange.setStatusCode(501);
    Plain.text(exchange, "not offered\n");
  }

  /** First value of a query parameter. */
  static @Nullable String parameter(HttpServerExchange exchange, String name) {
    var values = exchange.getQueryParameters().get(name);
    return values == null ? null : values.peekFirst();
  }

  /** First value of a query parameter, as a number. */
  static int number(HttpServerExchange exchange, String name, int otherwise) {
    String value = parameter(exchange, name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}

package io.opsagent.server.http;

import io.opsagent.server.api.ApiException;
import io.opsagent.server.api.ErrorAnswer;
import io.opsagent.server.middleware.AnswerHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Writes errors that arise before a route is reached: refused at the door, or by Jetty itself (bad
 * request, header too large). The form is that of the API; no stack trace, no version.
 */
final class ErrorWriter implements Request.Handler {
  private final ErrorAnswer errors;
  private volatile List<AnswerHeaders> headers = List.of();

  ErrorWriter(ErrorAnswer errors) {
    this.errors = errors;
  }

  /** What is put on answers to requests that pass no middleware; called once before the start. */
  void usesHeaders(List<AnswerHeaders> all) {
    headers = all;
  }

  /** Called by Jetty with the status that it decided on. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    response.getHeaders().put(RequestId.HEADER, RequestId.of(request));
    for (AnswerHeaders some : headers) {
      some.put(path == null ? "" : path, request.isSecure(), response.getHeaders()::put);
    }
    int status = response.getStatus();
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (cause instanceof HttpException refused) {
      status = refused.getCode();
    }
    write(request, response, callback, ApiException.ofStatus(status, text(status)));
    return true;
  }

  /** Sends this error and ends the request. */
  void write(Request request, Response response, Callback callback, ApiException error) {
    String path = request.getHttpURI().getPath();
    byte[] body = errors.body(path == null ? "" : path, error);
    response.setStatus(error.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, errors.mediaType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static String text(int status) {
    return switch (status) {
      case HttpStatus.PAYLOAD_TOO_LARGE_413 ->
          "request body is larger than " + JettyFactory.MAX_BODY_BYTES + " bytes";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, HttpStatus.URI_TOO_LONG_414 ->
          "request line and headers are larger than the server accepts";
      case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "server error";
      default -> HttpStatus.getMessage(status);
    };
  }
}

package io.opsagent.server.http;

import io.opsagent.server.tasklog.TaskLog;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Outermost handler: what every answer carries, whoever writes it. */
final class CommonHeaders extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(CommonHeaders.class);
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    put(request, response);
    // Every line that is logged while the request is handled names it.
    MDC.put(TaskLog.REQUEST_ID, RequestId.of(request));
    try {
      boolean handled = super.handle(request, response, callback);
      LOG.info(
          "{} {} from {} answered {}",
          request.getMethod(),
          request.getHttpURI().getPath(),
          Request.getRemoteAddr(request),
          response.getStatus());
      return handled;
    } finally {
      MDC.remove(TaskLog.REQUEST_ID);
    }
  }

  /** Puts the headers; also for answers that no handler saw, such as those to a bad request. */
  static void put(Request request, Response response) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(RequestId.HEADER, RequestId.of(request));
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    // Keeps pages of other origins from loading an answer as an image or a script.
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
  }
}

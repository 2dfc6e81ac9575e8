package io.opsagent.server.http;

import io.opsagent.server.api.ApiException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The answer 429 with {@code Retry-After}. It is sent a quarter of a second later, without a
 * thread: whoever asks again at once, whatever he is told, would take the application's processors
 * with nothing but refusals. A connection has one request at a time, so that the bound of
 * connections is one of those that wait here, too.
 */
final class Refusal {
  static final int STATUS = 429;
  private static final String RETRY_SECONDS = "1";
  private static final long DELAY_MILLIS = 250;

  private Refusal() {}

  /**
   * Ends a request.
   *
   * @param why what there is too much of, and the way out
   */
  static void answer(
      ErrorWriter errors, Request request, Response response, Callback callback, String why) {
    response.getHeaders().put("Retry-After", RETRY_SECONDS);
    request
        .getComponents()
        .getScheduler()
        .schedule(
            () -> errors.write(request, response, callback, ApiException.ofStatus(STATUS, why)),
            DELAY_MILLIS,
            TimeUnit.MILLISECONDS);
  }
}

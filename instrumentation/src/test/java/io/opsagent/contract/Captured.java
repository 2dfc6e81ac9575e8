package io.opsagent.contract;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.BodyPart;
import io.opsagent.capture.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as the drain gets it.
 *
 * @param requestBody what was copied, or null if nothing was
 * @param responseBody likewise
 * @param requestParts the parts of a multipart request body
 * @param responseTruncated whether the copy of the answer lacks bytes
 */
record Captured(
    Exchange exchange,
    byte @Nullable [] requestBody,
    byte @Nullable [] responseBody,
    List<BodyPart> requestParts,
    boolean responseTruncated) {

  static Captured of(Exchange exchange) {
    Captured captured =
        new Captured(
            exchange,
            copied(exchange.requestBody()),
            copied(exchange.responseBody()),
            exchange.requestBody() == null ? List.of() : exchange.requestBody().parts(),
            isTruncated(exchange.responseBody()));
    exchange.releaseBodies();
    return captured;
  }

  private static byte @Nullable [] copied(@Nullable BodyCapture body) {
    return body == null || !body.isCopied() ? null : body.bytes();
  }

  private static boolean isTruncated(@Nullable BodyCapture body) {
    return body != null && body.isTruncated();
  }

  @Nullable String requestText() {
    return requestBody == null ? null : new String(requestBody, StandardCharsets.UTF_8);
  }

  @Nullable String responseText() {
    return responseBody == null ? null : new String(responseBody, StandardCharsets.UTF_8);
  }

  long durationMillis() {
    return (exchange.endNanos() - exchange.startNanos()) / 1_000_000;
  }
}

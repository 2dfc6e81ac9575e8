package io.opsagent.server.pipeline;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.BodyOmission;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.MediaTypes;
import io.opsagent.capture.Outcome;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.MaskedBody;
import io.opsagent.rules.Masking;
import org.jspecify.annotations.Nullable;

/**
 * What became of a body: what is stored of it, and what the row's details say about it.
 *
 * @param json masked, or null when nothing is stored
 * @param leftOut why the body or the rest of it is not stored, or null
 * @param bytes that passed; of a body that is unread or was not seen those that were declared
 * @param plainBytes after its encoding was undone, or -1
 * @param sentBytes on the wire where that is another number, or -1
 * @param encoding that its bytes were in, or null
 */
record BodyOutcome(
    @Nullable String json,
    @Nullable String leftOut,
    long bytes,
    long plainBytes,
    long sentBytes,
    @Nullable String encoding) {
  private static final int MAX_ENCODING_CHARS = 40;
  private static final String NOT_SEEN = "not_seen";

  private static BodyOutcome without(@Nullable String leftOut, long bytes) {
    return new BodyOutcome(null, leftOut, bytes, -1, -1, null);
  }

  /** The request's body. */
  static BodyOutcome ofRequest(Exchange exchange, boolean kept, Masking masking, int maxBodyBytes) {
    BodyCapture body = exchange.requestBody();
    if (exchange.isRequestBodyUnread()) {
      return without("unread", Math.max(0, exchange.requestContentLength()));
    }
    if (exchange.isRequestBodyUnseen()) {
      return without(NOT_SEEN, Math.max(0, exchange.requestContentLength()));
    }
    if (body == null || body.totalBytes() == 0) {
      return without(null, 0);
    }
    if (!kept) {
      return without(BodyOmission.NOT_KEPT.word(), body.totalBytes());
    }
    boolean ended =
        exchange.requestContentLength() < 0
            ? exchange.outcome() != Outcome.ABORTED
            : body.totalBytes() >= exchange.requestContentLength();
    return of(body, masking, maxBodyBytes, ended);
  }

  /** The answer's body. */
  static BodyOutcome ofResponse(
      Exchange exchange, boolean kept, Masking masking, int maxBodyBytes) {
    BodyCapture body = exchange.responseBody();
    if (exchange.isResponseBodyUnseen()) {
      return without(NOT_SEEN, Math.max(0, exchange.responseContentLength()));
    }
    if (body == null || body.totalBytes() == 0) {
      return without(null, Math.max(0, exchange.responseBytes()));
    }
    if (!kept) {
      return without(BodyOmission.NOT_KEPT.word(), body.totalBytes());
    }
    // An error page behind an exception is whole; an answer that was on its way then is not.
    boolean broken =
        exchange.outcome() == Outcome.ABORTED
            || exchange.isFailureUnhandled() && exchange.status() < 400;
    boolean ended = !broken && body.totalBytes() >= exchange.responseContentLength();
    BodyOutcome outcome = of(body, masking, maxBodyBytes, ended);
    long sent = exchange.responseSentBytes();
    return sent < 0 || sent == outcome.bytes()
        ? outcome
        : new BodyOutcome(
            outcome.json,
            outcome.leftOut,
            outcome.bytes,
            outcome.plainBytes,
            sent,
            outcome.encoding);
  }

  private static BodyOutcome of(
      BodyCapture body, Masking masking, int maxBodyBytes, boolean ended) {
    BodyOmission omission = body.omission();
    if (body.hasParts()) {
      String parts = new BodyParts(masking).json(body);
      return new BodyOutcome(parts, null, body.totalBytes(), -1, -1, null);
    }
    if (!body.isCopied()) {
      return without(omission == null ? null : omission.word(), body.totalBytes());
    }
    BodyText text = BodyText.of(body, maxBodyBytes, ended);
    String encoding = body.contentEncoding();
    if (encoding != null) {
      encoding = masking.maskText(encoding);
      encoding = encoding.substring(0, Math.min(encoding.length(), MAX_ENCODING_CHARS));
    }
    String json = null;
    String leftOut = text.reason();
    if (text.text() != null) {
      String type = body.mediaType();
      MaskedBody masked =
          masking.mask(
              type == null ? "" : MediaTypes.essence(type),
              text.text(),
              text.cut(),
              text.charset());
      MaskedBody.Reason reason = masked.reason();
      json = masked.json();
      leftOut = reason != null ? reason.word() : text.cut() ? "truncated" : null;
    }
    if (body.isOutOfMemoryBudget()) {
      leftOut = BodyOmission.MEMORY_BUDGET.word();
    }
    return new BodyOutcome(json, leftOut, body.totalBytes(), text.plainBytes(), -1, encoding);
  }

  /** Writes what the row's details say, as a member. */
  void write(JsonWriter details, String name) {
    details.name(name).beginObject();
    details.name("bytes").value(bytes);
    if (plainBytes >= 0) {
      details.name("plain_bytes").value(plainBytes);
    }
    if (sentBytes >= 0) {
      details.name("sent_bytes").value(sentBytes);
    }
    if (encoding != null) {
      details.name("encoding").value(encoding);
    }
    if (leftOut != null) {
      details.name("left_out").value(leftOut);
    }
    details.endObject();
  }
}

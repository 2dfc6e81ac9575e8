package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a body, decided once, at its first byte: whether it is copied, looked through for
 * its parts, or only counted, and then why (docs/spec/instrumentation.md 4.3, 4.4).
 */
final class BodyArming {
  private BodyArming() {}

  static <Q> void request(
      BodyCapture body,
      CaptureSettings settings,
      Exchange exchange,
      BodyAdapter<Q, ?> adapter,
      Q request) {
    String contentType = adapter.requestHeader(request, "content-type");
    if (isTunnel(exchange, 0)) {
      body.countOnly(contentType, BodyOmission.UPGRADED);
      return;
    }
    String encoding = adapter.requestHeader(request, "content-encoding");
    if (contentType == null) {
      String length = adapter.requestHeader(request, "content-length");
      armUntyped(body, settings.maxBodyBytes(), ContentLength.parse(length), encoding);
    } else {
      arm(body, settings.maxBodyBytes(), contentType, encoding);
    }
  }

  static <S> void response(
      BodyCapture body,
      CaptureSettings settings,
      Exchange exchange,
      BodyAdapter<?, S> adapter,
      S response,
      int status,
      boolean encoded) {
    if (status < 400 && !settings.keepResults()) {
      // Nobody asks for the type of what is only counted, and servers put it together when asked.
      body.countOnly(null, BodyOmission.NOT_KEPT);
      return;
    }
    String contentType = adapter.responseHeader(response, "content-type");
    if (isTunnel(exchange, status)) {
      body.countOnly(contentType, BodyOmission.UPGRADED);
    } else if (status == 206) {
      body.countOnly(contentType, BodyOmission.PARTIAL);
    } else if (isAttachment(adapter.responseHeader(response, "content-disposition"))) {
      body.countOnly(contentType, BodyOmission.ATTACHMENT);
    } else {
      String encoding = encoded ? adapter.responseHeader(response, "content-encoding") : null;
      String length = adapter.responseHeader(response, "content-length");
      if (length != null) {
        body.lengthIsKnown();
      }
      if (contentType == null) {
        armUntyped(body, settings.maxBodyBytes(), ContentLength.parse(length), encoding);
      } else {
        arm(body, settings.maxBodyBytes(), contentType, encoding);
      }
    }
  }

  private static void arm(
      BodyCapture body, int limitBytes, String contentType, @Nullable String encoding) {
    boolean text = TextTypes.isCopied(contentType);
    boolean multipart = !text && TextTypes.isMultipart(contentType);
    String boundary = multipart ? MultipartScanner.boundaryOf(contentType) : null;
    if (!text && boundary == null) {
      body.countOnly(contentType, BodyOmission.NOT_TEXT);
    } else if (limitBytes == 0) {
      body.countOnly(contentType, BodyOmission.SWITCHED_OFF);
    } else if (!TextTypes.isReadable(encoding) || boundary != null && !isPlain(encoding)) {
      body.countOnly(contentType, BodyOmission.ENCODED);
    } else if (boundary != null) {
      body.scanParts(boundary, contentType);
    } else {
      body.copyUpTo(limitBytes, contentType, encoding);
    }
  }

  /** Without a media type only what is short is worth a look at its first bytes. */
  private static void armUntyped(
      BodyCapture body, int limitBytes, long declaredBytes, @Nullable String encoding) {
    if (declaredBytes >= 0 && declaredBytes <= limitBytes && isPlain(encoding)) {
      body.copyUpTo(limitBytes, null, null);
    } else {
      body.countOnly(null, BodyOmission.NOT_TEXT);
    }
  }

  private static boolean isPlain(@Nullable String encoding) {
    return encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity");
  }

  /** What follows is not HTTP. */
  private static boolean isTunnel(Exchange exchange, int status) {
    return status == 101 || "CONNECT".equals(exchange.method);
  }

  private static boolean isAttachment(@Nullable String disposition) {
    return disposition != null && disposition.trim().regionMatches(true, 0, "attachment", 0, 10);
  }
}

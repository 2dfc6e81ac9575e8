package io.opsagent.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What bindings call: start an exchange, arm its bodies, end it. One for each JVM.
 *
 * <p>The life of an exchange: {@link #begin} takes the clock and lists it as open; the binding adds
 * facts as they become known; {@link #end} reads everything else from the container by an {@link
 * HttpAdapter}, as late as possible, and offers the exchange to the ring. Nothing here blocks, and
 * what a container's object throws while it is read is counted and costs that one fact only.
 */
public final class Capture {
  private static final int MAX_CALLBACKS = 64;

  /** Longer names of users than any database column of ours. */
  private static final int MAX_USER_CHARS = 1_000;

  private static volatile @Nullable Capture current;

  private final ExchangeRing ring;
  private final OpenExchanges openExchanges;
  private final BodyMemory bodyMemory;
  private final LongAdder unreadableFacts = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private final ConcurrentMap<String, CircuitBreaker> callbacks = new ConcurrentHashMap<>();
  private volatile CaptureSettings settings;
  private volatile boolean running = true;

  public Capture(
      ExchangeRing ring,
      OpenExchanges openExchanges,
      BodyMemory bodyMemory,
      CaptureSettings settings) {
    this.ring = ring;
    this.openExchanges = openExchanges;
    this.bodyMemory = bodyMemory;
    this.settings = settings;
  }

  /** Makes this the capture of the JVM; bindings that are linked from now on use it. */
  public void install() {
    current = this;
  }

  /**
   * The capture of this JVM, for bindings to keep in a static final field.
   *
   * @throws IllegalStateException if none was installed
   */
  public static Capture current() {
    Capture capture = current;
    if (capture == null) {
      throw new IllegalStateException("capture was not installed");
    }
    return capture;
  }

  public ExchangeRing ring() {
    return ring;
  }

  public OpenExchanges openExchanges() {
    return openExchanges;
  }

  public BodyMemory bodyMemory() {
    return bodyMemory;
  }

  /** Exchanges whose container took their request object for another request. */
  public long abandoned() {
    return abandoned.sum();
  }

  /** Facts that could not be read at the end of an exchange, because the container threw. */
  public long unreadableFacts() {
    return unreadableFacts.sum();
  }

  /**
   * The breaker of one kind of object that bindings hand to the container, such as a listener or a
   * conduit. Advice is guarded where it is linked; these objects guard each of their methods
   * themselves and count here. Bindings of the same kind share it.
   *
   * @param name as reports show it; from a fixed set
   */
  public CircuitBreaker callback(String name) {
    CircuitBreaker known = callbacks.get(name);
    if (known != null) {
      return known;
    }
    CircuitBreaker fresh = new CircuitBreaker(name);
    if (callbacks.size() >= MAX_CALLBACKS) {
      return fresh;
    }
    CircuitBreaker raced = callbacks.putIfAbsent(name, fresh);
    return raced != null ? raced : fresh;
  }

  /** The breakers of all kinds of callbacks so far, for the report. */
  public List<CircuitBreaker> callbacks() {
    return new ArrayList<>(callbacks.values());
  }

  public void reconfigure(CaptureSettings next) {
    settings = next;
  }

  /** Stops new exchanges from starting; open ones end as usual. */
  public void stop() {
    running = false;
  }

  /** Starts an exchange now, or returns null when capture is off. */
  public @Nullable Exchange begin(String entryPoint) {
    if (!running) {
      return null;
    }
    Exchange exchange = new Exchange(entryPoint, System.nanoTime());
    openExchanges.add(exchange);
    return exchange;
  }

  /** Ends an exchange of which nothing can be asked any more. */
  public void abandon(Exchange exchange) {
    if (exchange.tryEnd()) {
      abandoned.increment();
      exchange.endNanos = System.nanoTime();
      exchange.outcome = Outcome.ABANDONED;
      openExchanges.remove(exchange);
      makeRequestId(exchange, null);
      publish(exchange);
    }
  }

  /** Ends an exchange that leaves no row, because another exchange stands for the same request. */
  public void discard(Exchange exchange) {
    if (exchange.tryEnd()) {
      openExchanges.remove(exchange);
      exchange.releaseBodies();
    }
  }

  /**
   * The capture of the request body, decided at its first byte: a copy when its type is text, its
   * parts when it is multipart, else only a count. A request that fails later needs the body that
   * was read before, so that the copy does not wait for the status.
   */
  public <Q> BodyCapture requestBody(Exchange exchange, BodyAdapter<Q, ?> adapter, Q request) {
    BodyCapture body = exchange.requestBody;
    if (body == null) {
      body = new BodyCapture(bodyMemory);
      exchange.requestBody = body;
      String contentType = adapter.requestHeader(request, "content-type");
      if (isTunnel(exchange, 0)) {
        body.countOnly(contentType, BodyOmission.UPGRADED);
      } else if (contentType == null) {
        String length = adapter.requestHeader(request, "content-length");
        String encoding = adapter.requestHeader(request, "content-encoding");
        armUntyped(body, parseLength(length), encoding);
      } else {
        arm(body, contentType, adapter.requestHeader(request, "content-encoding"));
      }
    }
    return body;
  }

  /**
   * The capture of the answer's body, decided at its first byte by the status: it is copied from
   * WARN up, or always where uneventful exchanges are kept whole. An error page that follows other
   * bytes starts the copy anew.
   *
   * @param encoded whether the bytes that pass are encoded as the header says; bytes that pass
   *     above the server's own compression can be either, and are looked at later
   */
  public <S> BodyCapture responseBody(
      Exchange exchange, BodyAdapter<?, S> adapter, S response, boolean encoded) {
    BodyCapture body = exchange.responseBody;
    int status = adapter.status(response);
    boolean settled = exchange.committedStatus != 0 || status < 400 || exchange.status == status;
    if (body != null && body.isDecided() && settled) {
      return body;
    }
    if (body == null) {
      body = new BodyCapture(bodyMemory);
      exchange.responseBody = body;
    } else {
      body.restart();
    }
    exchange.status = status;
    String contentType = adapter.responseHeader(response, "content-type");
    if (status < 400 && !settings.keepUneventful()) {
      body.countOnly(contentType, BodyOmission.NOT_KEPT);
    } else if (isTunnel(exchange, status)) {
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
        armUntyped(body, parseLength(length), encoding);
      } else {
        arm(body, contentType, encoding);
      }
    }
    return body;
  }

  private void arm(BodyCapture body, String contentType, @Nullable String encoding) {
    int limitBytes = settings.maxBodyBytes();
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
  private void armUntyped(BodyCapture body, long declaredBytes, @Nullable String encoding) {
    int limitBytes = settings.maxBodyBytes();
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

  /**
   * What the application wrote of its answer so far is thrown away and will not be sent, as by
   * {@code reset()} of a servlet response. For bindings that see bytes before they are committed.
   */
  public void responseReset(Exchange exchange) {
    BodyCapture body = exchange.responseBody;
    if (body != null && exchange.committedStatus == 0) {
      body.restart();
    }
  }

  /** Ends the exchange: reads the facts and hands it over. Only the first call does anything. */
  public <Q, S> void end(Exchange exchange, HttpAdapter<Q, S> adapter, Q request, S response) {
    if (!exchange.tryEnd()) {
      return;
    }
    exchange.endNanos = System.nanoTime();
    openExchanges.remove(exchange);
    try {
      try {
        readRequest(exchange, adapter, request);
      } catch (RuntimeException e) {
        // A container in an odd state: what was read so far is worth a row all the same.
        unreadableFacts.increment();
      }
      try {
        readResponse(exchange, adapter, response);
        readHeaders(exchange, adapter, request, response);
      } catch (RuntimeException e) {
        unreadableFacts.increment();
      }
    } finally {
      if (exchange.requestId == null && exchange.madeRequestIdHigh == 0) {
        makeRequestId(exchange, null);
      }
      publish(exchange);
    }
  }

  private <Q, S> void readRequest(Exchange exchange, HttpAdapter<Q, S> adapter, Q request) {
    if (!exchange.mapped) {
      exchange.method = adapter.method(request);
      exchange.path = adapter.path(request);
    }
    long lengths = adapter.requestHeaderNameLengths(request);
    makeRequestId(exchange, wanted(adapter, request, lengths, "x-request-id"));
    exchange.query = adapter.query(request);
    exchange.protocol = adapter.protocol(request);
    exchange.scheme = adapter.scheme(request);
    exchange.host = adapter.requestHeader(request, "host");
    exchange.remoteAddress = adapter.remoteAddress(request);
    String traceParent = wanted(adapter, request, lengths, "traceparent");
    if (traceParent != null && !adapter.isRequestHeaderRepeated(request, "traceparent")) {
      exchange.traceParent = traceParent;
    }
    exchange.userAgent = wanted(adapter, request, lengths, "user-agent");
    exchange.requestContentType = wanted(adapter, request, lengths, "content-type");
    exchange.requestContentLength =
        parseLength(wanted(adapter, request, lengths, "content-length"));
    BodyCapture body = exchange.requestBody;
    exchange.requestBodyUnread =
        (body == null || body.totalBytes() == 0)
            && (exchange.requestContentLength > 0
                || wanted(adapter, request, lengths, "transfer-encoding") != null);
    exchange.requestHeaderBytes = adapter.requestHeaderBytes(request);
    exchange.user = readUser(adapter, request);
    if (settings.forwardedHeaders()) {
      exchange.forwarded = wanted(adapter, request, lengths, "forwarded");
      exchange.forwardedFor = wanted(adapter, request, lengths, "x-forwarded-for");
      exchange.realIp = wanted(adapter, request, lengths, "x-real-ip");
    }
  }

  /** A header, looked for only if one with a name of that length is there. */
  private static <Q> @Nullable String wanted(
      HttpAdapter<Q, ?> adapter, Q request, long nameLengths, String name) {
    return (nameLengths >>> name.length() & 1) == 0 ? null : adapter.requestHeader(request, name);
  }

  /** The one fact that is read from an object of the application, which may do as it likes. */
  private <Q, S> @Nullable String readUser(HttpAdapter<Q, S> adapter, Q request) {
    try {
      String user = adapter.user(request);
      return user == null || user.length() <= MAX_USER_CHARS
          ? user
          : user.substring(0, MAX_USER_CHARS);
    } catch (Throwable e) {
      unreadableFacts.increment();
      return null;
    }
  }

  private <Q, S> void readHeaders(
      Exchange exchange, HttpAdapter<Q, S> adapter, Q request, S response) {
    if (settings.keepUneventful()
        || exchange.status >= 400
        || exchange.status == 0
        || exchange.failure != null) {
      Headers requestHeaders = new Headers();
      Headers responseHeaders = new Headers();
      exchange.requestHeaders = requestHeaders;
      exchange.responseHeaders = responseHeaders;
      adapter.copyRequestHeaders(request, requestHeaders);
      adapter.copyResponseHeaders(response, responseHeaders);
    }
  }

  private <Q, S> void readResponse(Exchange exchange, HttpAdapter<Q, S> adapter, S response) {
    exchange.status =
        exchange.committedStatus != 0 ? exchange.committedStatus : adapter.status(response);
    exchange.responseContentType = adapter.responseHeader(response, "content-type");
    exchange.responseContentLength = adapter.responseContentLength(response);
    exchange.responseHeaderBytes = adapter.responseHeaderBytes(response);
    if (hasNoBody(exchange.method, exchange.status)) {
      exchange.responseBytes = 0;
      BodyCapture neverSent = exchange.responseBody;
      if (neverSent != null) {
        exchange.responseBody = null;
        neverSent.releaseChunks();
      }
    }
  }

  /** Such answers have none, even if bytes passed inside (docs/spec/instrumentation.md 4.5). */
  private static boolean hasNoBody(@Nullable String method, int status) {
    return "HEAD".equals(method) || status >= 100 && status < 200 || status == 204 || status == 304;
  }

  private static void makeRequestId(Exchange exchange, @Nullable String given) {
    if (RequestIds.isValid(given)) {
      exchange.requestId = given;
    } else {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      // A zero half marks "not made yet"; one bit of 128 is no loss.
      exchange.madeRequestIdHigh = random.nextLong() | 1;
      exchange.madeRequestIdLow = random.nextLong();
    }
  }

  private static boolean isAttachment(@Nullable String disposition) {
    return disposition != null && disposition.regionMatches(true, 0, "attachment", 0, 10);
  }

  /** A length of at most 18 digits, or -1. */
  static long parseLength(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private void publish(Exchange exchange) {
    if (!ring.offer(exchange)) {
      exchange.releaseBodies();
    }
  }
}

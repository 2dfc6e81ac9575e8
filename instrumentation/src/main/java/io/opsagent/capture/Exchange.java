package io.opsagent.capture;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One request with its response, from the moment the container takes it until the drain has read
 * it. A small, short-lived object: started with the clock only, filled at the end, handed over
 * through the ring, then garbage.
 *
 * <p>Written by the thread that serves the request (one at a time, as the container guarantees);
 * ended once, by compare-and-set; read on the drain thread after the hand-over. Other threads may
 * read {@link #method()}, {@link #path()} and the route while it is open; they see either the value
 * or null.
 */
public final class Exchange {
  private static final AtomicIntegerFieldUpdater<Exchange> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Exchange.class, "ended");

  private static final @Nullable Class<?> VIRTUAL_THREAD = virtualThreadClass();

  private final String entryPoint;
  private final long startNanos;
  private final String threadName;
  private final long threadId;
  private final boolean virtualThread;
  private volatile int ended;
  int openSlot = -1;

  /** {@link System#nanoTime} when waiting for the end becomes idle; 0 for never. */
  volatile long overdueNanos;

  /** The switch of its entry point and the turn of it in which it began; null only in tests. */
  @Nullable EntryPoint point;

  int generation;

  /** Where {@link CurrentExchange} holds it; the last place, if there are several. */
  volatile @Nullable AtomicReferenceArray<@Nullable Object> boundIn;

  /** Whether its thread is inside a logging library; for that thread. */
  boolean isLogging;

  /** As {@link #isLogging}, for clients of caches. */
  boolean isCallingCache;

  long cacheEnteredNanos;
  int cacheCalls;
  long cacheNanos;

  // Volatile: the drain reads it, and the thread that logs may come late.
  volatile @Nullable LoggedMessages logged;

  @Nullable String method;
  @Nullable String path;
  @Nullable String query;
  @Nullable String protocol;
  @Nullable String scheme;
  @Nullable String host;
  @Nullable String remoteAddress;
  @Nullable String forwarded;
  @Nullable String forwardedFor;
  @Nullable String realIp;
  @Nullable String user;
  @Nullable String requestId;
  long madeRequestIdHigh;
  long madeRequestIdLow;
  @Nullable String traceParent;
  @Nullable String userAgent;
  @Nullable String requestContentType;
  @Nullable String responseContentType;
  @Nullable Headers requestHeaders;
  @Nullable Headers responseHeaders;
  int requestHeaderBytes;
  int responseHeaderBytes;
  long requestContentLength = -1;
  long responseContentLength = -1;
  long requestBytes = -1;
  long responseBytes = -1;
  long responseSentBytes = -1;
  boolean requestBodyUnread;
  boolean excludedByHeader;
  boolean requestBodyUnseen;
  boolean responseBodyUnseen;
  boolean bodiesUnseen;
  int status;
  long endNanos;
  boolean mapped;
  boolean async;
  boolean timedOut;
  Outcome outcome = Outcome.COMPLETED;
  int committedStatus;
  @Nullable Throwable failure;
  boolean failureUnhandled;
  @Nullable String routePattern;
  @Nullable String handlerClass;
  @Nullable String handlerMethod;
  @Nullable String contextPath;
  @Nullable String servletPath;
  boolean servletPrefixMatch;

  // Volatile, because the thread that switches capture off takes their memory back.
  volatile @Nullable BodyCapture requestBody;
  volatile @Nullable BodyCapture responseBody;

  /** Made by the first call to a database; volatile for the same reason. */
  private volatile @Nullable ExchangeStatements statements;

  Exchange(String entryPoint, long startNanos) {
    this.entryPoint = entryPoint;
    this.startNanos = startNanos;
    Thread thread = Thread.currentThread();
    this.threadName = thread.getName();
    this.threadId = thread.getId();
    this.virtualThread = VIRTUAL_THREAD != null && VIRTUAL_THREAD.isInstance(thread);
  }

  private static @Nullable Class<?> virtualThreadClass() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** True for the one caller that ends this exchange. */
  boolean tryEnd() {
    return ended == 0 && ENDED.compareAndSet(this, 0, 1);
  }

  /** Whether its entry point was switched off after it had begun. */
  boolean isStale() {
    EntryPoint begunAt = point;
    return begunAt != null && begunAt.generation() != generation;
  }

  /** Whether a header of request or answer keeps it from becoming a row, unless it failed. */
  public boolean isExcludedByHeader() {
    return excludedByHeader;
  }

  /** Whether the exchange is over; what passes afterwards does not belong to it. */
  public boolean isEnded() {
    return ended != 0;
  }

  /**
   * Method and path, said once the container has mapped the request.
   *
   * @param method as the client sent it
   * @param path raw path without query
   */
  public void mapped(@Nullable String method, @Nullable String path) {
    this.method = method;
    this.path = path;
    this.mapped = true;
  }

  /**
   * What the servlet container mapped the request to. Repeated calls are ignored: a forward does
   * not change the route.
   *
   * @param contextPath empty for the root context
   * @param servletPath the part of the path that chose the servlet
   * @param prefixMatch whether the servlet is mapped with {@code /*} behind that path
   */
  public void servletMapping(
      @Nullable String contextPath, @Nullable String servletPath, boolean prefixMatch) {
    if (this.contextPath == null) {
      this.contextPath = contextPath == null ? "" : contextPath;
      this.servletPath = servletPath;
      this.servletPrefixMatch = prefixMatch;
    }
  }

  /**
   * The pattern that a framework matched, without context path. The first one under REQUEST or
   * ASYNC dispatch wins (docs/spec/instrumentation.md 5.1); callers do not call for ERROR and
   * INCLUDE.
   *
   * @param handlerClass name of the class that handles the request, if there is one
   * @param handlerMethod name of its method
   */
  public void route(
      @Nullable String pattern, @Nullable String handlerClass, @Nullable String handlerMethod) {
    if (routePattern == null && pattern != null) {
      this.handlerClass = handlerClass;
      this.handlerMethod = handlerMethod;
      this.routePattern = pattern;
    }
  }

  /** The exception that reached the container or the framework; the first one counts. */
  public void failed(@Nullable Throwable throwable) {
    if (failure == null && throwable != null) {
      failure = throwable;
    }
  }

  /** The exception that no code of the application or its framework handled. */
  public void failedUnhandled(@Nullable Throwable throwable) {
    if (throwable != null) {
      failureUnhandled = true;
      failed(throwable);
    }
  }

  /**
   * The status that the client gets, said when the first byte of the answer passes: what is set
   * later, by an error page that comes too late, is not sent. The first call counts.
   */
  public void committed(int status) {
    if (committedStatus == 0) {
      committedStatus = status;
    }
  }

  /** Marks that the request went async. */
  public void wentAsync() {
    async = true;
  }

  /** The time that the container gave the answer is over; whoever answers then, this is why. */
  public void timedOut() {
    timedOut = true;
  }

  /** Bytes that pass as request body. */
  public void requestBytes(long bytes) {
    requestBytes = bytes;
  }

  /** Bytes of the answer's body, before any encoding where the container knows that number. */
  public void responseBytes(long bytes) {
    responseBytes = bytes;
  }

  /**
   * Bytes of the answer's body on the wire, after any encoding, for servers that know that number
   * besides {@link #responseBytes(long)}.
   */
  public void responseSentBytes(long bytes) {
    responseSentBytes = bytes;
  }

  /** No byte of a body passes the entry point, so that nothing can be said about what was read. */
  public void bodiesPassUnseen() {
    bodiesUnseen = true;
  }

  /** How the exchange ended; {@link Outcome#COMPLETED} unless said. */
  public void outcome(Outcome outcome) {
    this.outcome = outcome;
  }

  /** Name of the entry point that started this exchange, such as {@code tomcat}. */
  public String entryPoint() {
    return entryPoint;
  }

  /** {@link System#nanoTime} at the start. */
  public long startNanos() {
    return startNanos;
  }

  public long endNanos() {
    return endNanos;
  }

  public @Nullable String method() {
    return method;
  }

  public @Nullable String path() {
    return path;
  }

  public @Nullable String query() {
    return query;
  }

  public @Nullable String protocol() {
    return protocol;
  }

  public @Nullable String scheme() {
    return scheme;
  }

  /** The {@code Host} header. */
  public @Nullable String host() {
    return host;
  }

  /** The client as the container knows it. */
  public @Nullable String remoteAddress() {
    return remoteAddress;
  }

  /** The {@code Forwarded} header; null unless a proxy is trusted. */
  public @Nullable String forwarded() {
    return forwarded;
  }

  /** The {@code X-Forwarded-For} header; null unless a proxy is trusted. */
  public @Nullable String forwardedFor() {
    return forwardedFor;
  }

  /** The {@code X-Real-IP} header; null unless a proxy is trusted. */
  public @Nullable String realIp() {
    return realIp;
  }

  public @Nullable String user() {
    return user;
  }

  /** A valid {@code X-Request-ID} of the client, or else 32 hex digits of our own. */
  public String requestId() {
    String given = requestId;
    return given != null ? given : RequestIds.format(madeRequestIdHigh, madeRequestIdLow);
  }

  /** The {@code traceparent} header as it came, unchecked; null when there are several. */
  public @Nullable String traceParent() {
    return traceParent;
  }

  public @Nullable String userAgent() {
    return userAgent;
  }

  public @Nullable String requestContentType() {
    return requestContentType;
  }

  public @Nullable String responseContentType() {
    return responseContentType;
  }

  /** All request headers, or null when no rule wants them. */
  public @Nullable Headers requestHeaders() {
    return requestHeaders;
  }

  /** All response headers, or null when no rule wants them. */
  public @Nullable Headers responseHeaders() {
    return responseHeaders;
  }

  /** Sum over the request headers of name and value and 4. */
  public int requestHeaderBytes() {
    return requestHeaderBytes;
  }

  /** Sum over the response headers of name and value and 4. */
  public int responseHeaderBytes() {
    return responseHeaderBytes;
  }

  /** Declared length of the request body, or -1. */
  public long requestContentLength() {
    return requestContentLength;
  }

  /** Declared length of the answer's body, or -1. */
  public long responseContentLength() {
    return responseContentLength;
  }

  /** Bytes of the request body that the application read, or -1 if unknown. */
  public long requestBytes() {
    return requestBytes;
  }

  /**
   * Bytes of the answer's body, or -1 if unknown; before any encoding where the container knows
   * that number (docs/spec/instrumentation.md 3.9).
   */
  public long responseBytes() {
    return responseBytes;
  }

  /** Bytes of the answer's body on the wire, or -1 if no other number is known. */
  public long responseSentBytes() {
    return responseSentBytes;
  }

  /** Whether the request has a body of which the application has read nothing. */
  public boolean isRequestBodyUnread() {
    return requestBodyUnread;
  }

  /**
   * Whether the request has a body that the entry point cannot see, read or not
   * (docs/spec/instrumentation.md 3.7).
   */
  public boolean isRequestBodyUnseen() {
    return requestBodyUnseen;
  }

  /** As {@link #isRequestBodyUnseen}, for the answer: it has one, or may have one. */
  public boolean isResponseBodyUnseen() {
    return responseBodyUnseen;
  }

  /** HTTP status, or 0 if none was sent. */
  public int status() {
    return status;
  }

  public boolean isMapped() {
    return mapped;
  }

  public boolean isAsync() {
    return async;
  }

  public boolean isTimedOut() {
    return timedOut;
  }

  public Outcome outcome() {
    return outcome;
  }

  public @Nullable Throwable failure() {
    return failure;
  }

  /** Whether {@link #failure} reached the container, and was not turned into an answer before. */
  public boolean isFailureUnhandled() {
    return failureUnhandled;
  }

  /** The framework's pattern, without context path, or null. */
  public @Nullable String routePattern() {
    return routePattern;
  }

  /** Class and method of the handler, such as {@code com.example.Orders#find}, or null. */
  public @Nullable String handler() {
    // Joined here, on the drain thread, so that a request pays for two references only.
    String type = handlerClass;
    return type == null || handlerMethod == null ? type : type + '#' + handlerMethod;
  }

  /** Context path of the web application; null where there is none. */
  public @Nullable String contextPath() {
    return contextPath;
  }

  public @Nullable String servletPath() {
    return servletPath;
  }

  public boolean isServletPrefixMatch() {
    return servletPrefixMatch;
  }

  /** What the application logged meanwhile from WARN up, or null for nothing. */
  public @Nullable LoggedMessages logged() {
    return logged;
  }

  /** Answers of caches outside of the process that its thread waited for. */
  public int cacheCalls() {
    return cacheCalls;
  }

  /** How long it waited for them, nanoseconds. */
  public long cacheNanos() {
    return cacheNanos;
  }

  public @Nullable BodyCapture requestBody() {
    return requestBody;
  }

  public @Nullable BodyCapture responseBody() {
    return responseBody;
  }

  public String threadName() {
    return threadName;
  }

  public long threadId() {
    return threadId;
  }

  public boolean isVirtualThread() {
    return virtualThread;
  }

  /** The statements that ran for this exchange, or null when there were none. */
  public @Nullable ExchangeStatements statements() {
    return statements;
  }

  /**
   * The list that statements of this exchange go into. For the thread that serves it.
   *
   * @param memory what their texts may take, together with the bodies
   */
  public ExchangeStatements statements(BodyMemory memory) {
    ExchangeStatements known = statements;
    if (known == null) {
      known = new ExchangeStatements(startNanos, openSlot < 0 ? BodyMemory.NONE : memory);
      statements = known;
      if (isEnded()) {
        known.release();
      }
    }
    return known;
  }

  void releaseStatements() {
    ExchangeStatements known = statements;
    if (known != null) {
      known.release();
    }
  }

  /**
   * Gives the memory of bodies, messages and statements back. The drain calls this when it has read
   * them.
   */
  public void releaseBodies() {
    releaseStatements();
    LoggedMessages messages = logged;
    if (messages != null) {
      messages.release();
    }
    BodyCapture body = requestBody;
    if (body != null) {
      body.releaseChunks();
    }
    body = responseBody;
    if (body != null) {
      body.releaseChunks();
    }
  }
}

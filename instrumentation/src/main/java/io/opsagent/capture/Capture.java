package io.opsagent.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

  private static volatile @Nullable Capture current;

  private final ExchangeRing ring;
  private final OpenExchanges openExchanges;
  private final BodyMemory bodyMemory;
  private final ApplicationLog applicationLog;
  private final CacheClients cacheClients = new CacheClients();
  private final ExchangeFacts facts = new ExchangeFacts();
  private final LongAdder abandoned = new LongAdder();
  private final ConcurrentMap<String, CircuitBreaker> callbacks = new ConcurrentHashMap<>();
  private final EntryPoints entryPoints = new EntryPoints();
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
    this.applicationLog = new ApplicationLog(bodyMemory);
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

  /** Where bindings of logging libraries put messages. */
  public ApplicationLog applicationLog() {
    return applicationLog;
  }

  /** The caches that the application uses. */
  public CacheClients cacheClients() {
    return cacheClients;
  }

  /** Exchanges whose container took their request object for another request. */
  public long abandoned() {
    return abandoned.sum();
  }

  /** Facts that could not be read at the end of an exchange, because the container threw. */
  public long unreadableFacts() {
    return facts.unreadable();
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

  /**
   * Lets exchanges of an entry point start from now on.
   *
   * @param entryPoint as in {@link #begin}; from a fixed set
   */
  public void switchOn(String entryPoint) {
    entryPoints.of(entryPoint).turnOn();
  }

  /**
   * Lets no exchange of an entry point start from now on and forgets those that are open, so that
   * none is recorded of which something passed unseen. Their bodies' memory is given back and no
   * thread is bound to them when this returns; what container objects still hold of them does
   * nothing any more.
   *
   * @param entryPoint as in {@link #begin}; from a fixed set
   */
  public void switchOff(String entryPoint) {
    EntryPoint point = entryPoints.of(entryPoint);
    if (point.turnOff()) {
      for (Exchange exchange : openExchanges.snapshot()) {
        if (exchange.point == point && exchange.isStale()) {
          forgetOpen(exchange);
        }
      }
    }
  }

  /** Whether exchanges of an entry point may start. */
  public boolean isOn(String entryPoint) {
    return running && EntryPoint.isOn(generation(entryPoint));
  }

  /**
   * A number that changes whenever an entry point is switched on or off: what a binding counted or
   * queued under another number has missed events since.
   */
  public int generation(String entryPoint) {
    return entryPoints.of(entryPoint).generation();
  }

  /** Whether there can be requests whose start was missed, because it was off for a time. */
  public boolean wasSwitched(String entryPoint) {
    return entryPoints.of(entryPoint).wasSwitched();
  }

  /** Exchanges of an entry point that were open when it was switched off, and were not recorded. */
  public long discarded(String entryPoint) {
    return entryPoints.of(entryPoint).discarded();
  }

  /** Stops for good: no exchange starts, and those that are open are forgotten. */
  public void close() {
    running = false;
    entryPoints.names().forEach(this::switchOff);
  }

  /** Starts an exchange now, or returns null when capture is off. */
  public @Nullable Exchange begin(String entryPoint) {
    EntryPoint point = entryPoints.of(entryPoint);
    int generation = point.generation();
    if (!running || !EntryPoint.isOn(generation)) {
      return null;
    }
    Exchange exchange = new Exchange(entryPoint, System.nanoTime());
    exchange.point = point;
    exchange.generation = generation;
    openExchanges.add(exchange);
    if (point.generation() != generation) {
      // Switched off just now; that thread may have looked at the table before.
      forgetOpen(exchange);
      return null;
    }
    return exchange;
  }

  /**
   * Records a request that the container could not read and therefore has no object of.
   *
   * @param status of the answer
   * @param remoteAddress textual address of the client
   */
  public void refused(String entryPoint, int status, @Nullable String remoteAddress) {
    Exchange exchange = begin(entryPoint);
    if (exchange != null && exchange.tryEnd()) {
      exchange.endNanos = System.nanoTime();
      exchange.outcome = Outcome.BAD_REQUEST;
      exchange.status = status;
      exchange.remoteAddress = remoteAddress;
      openExchanges.remove(exchange);
      publish(exchange);
    }
  }

  private void forgetOpen(Exchange exchange) {
    if (exchange.tryEnd()) {
      forget(exchange);
    }
  }

  /** For the one caller that has ended it. The thread that serves the request may go on writing. */
  private void forget(Exchange exchange) {
    openExchanges.remove(exchange);
    CurrentExchange.unbind(exchange);
    BodyCapture requestBody = exchange.requestBody;
    if (requestBody != null) {
      requestBody.releaseChunks();
    }
    BodyCapture responseBody = exchange.responseBody;
    if (responseBody != null) {
      responseBody.releaseChunks();
    }
    exchange.releaseStatements();
    exchange.failure = null;
    EntryPoint point = exchange.point;
    if (point != null) {
      point.countDiscarded();
    }
  }

  /** A body of an exchange; one that no switch could find again keeps no bytes. */
  private BodyCapture newBody(Exchange exchange) {
    return new BodyCapture(exchange.openSlot < 0 ? BodyMemory.NONE : bodyMemory);
  }

  private static void discardIfEnded(Exchange exchange, BodyCapture body) {
    if (exchange.isEnded()) {
      body.releaseChunks();
    }
  }

  /** Ends an exchange of which nothing can be asked any more. */
  public void abandon(Exchange exchange) {
    if (exchange.tryEnd()) {
      if (exchange.isStale()) {
        forget(exchange);
        return;
      }
      CurrentExchange.unbind(exchange);
      abandoned.increment();
      exchange.endNanos = System.nanoTime();
      exchange.outcome = Outcome.ABANDONED;
      openExchanges.remove(exchange);
      publish(exchange);
    }
  }

  /** Ends an exchange that leaves no row, because another exchange stands for the same request. */
  public void discard(Exchange exchange) {
    if (exchange.tryEnd()) {
      openExchanges.remove(exchange);
      CurrentExchange.unbind(exchange);
      exchange.releaseBodies();
    }
  }

  /**
   * Says until when the end of an open exchange is waited for, where a container may forget to tell
   * it. The last word counts.
   *
   * @param millis from now; 0 waits for ever
   */
  public void awaitEnd(Exchange exchange, long millis) {
    exchange.overdueNanos = millis == 0 ? 0 : (System.nanoTime() + millis * 1_000_000) | 1;
  }

  /**
   * Ends as abandoned what has waited too long for its end (docs/spec/instrumentation.md 3.7). For
   * a thread of the agent, about once a second; reads nothing of the container.
   */
  public void abandonOverdue() {
    long now = System.nanoTime();
    for (Exchange exchange : openExchanges.snapshot()) {
      long overdue = exchange.overdueNanos;
      if (overdue != 0 && now - overdue > 0) {
        abandon(exchange);
      }
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
      body = newBody(exchange);
      exchange.requestBody = body;
      discardIfEnded(exchange, body);
      BodyArming.request(body, settings, exchange, adapter, request);
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
      body = newBody(exchange);
      exchange.responseBody = body;
      discardIfEnded(exchange, body);
    } else {
      body.restart();
    }
    exchange.status = status;
    BodyArming.response(body, settings, exchange, adapter, response, status, encoded);
    return body;
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

  /**
   * Reads the facts of the request now, so that they are known if the exchange has to be given up
   * ({@link #abandon}). {@link #end} reads them again. For the one thread that has the exchange.
   */
  public <Q> void readAhead(Exchange exchange, HttpAdapter<Q, ?> adapter, Q request) {
    facts.readAhead(exchange, adapter, request, settings);
  }

  /** Ends the exchange: reads the facts and hands it over. Only the first call does anything. */
  public <Q, S> void end(Exchange exchange, HttpAdapter<Q, S> adapter, Q request, S response) {
    if (!exchange.tryEnd()) {
      return;
    }
    if (exchange.isStale()) {
      forget(exchange);
      return;
    }
    exchange.endNanos = System.nanoTime();
    openExchanges.remove(exchange);
    CurrentExchange.unbind(exchange);
    try {
      facts.read(exchange, adapter, request, response, settings);
    } finally {
      publish(exchange);
    }
  }

  private void publish(Exchange exchange) {
    RequestIds.giveIfMissing(exchange);
    if (!ring.offer(exchange)) {
      exchange.releaseBodies();
    }
  }
}

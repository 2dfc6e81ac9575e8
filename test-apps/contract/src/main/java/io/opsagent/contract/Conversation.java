package io.opsagent.contract;

import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One case talking to one server: sends, and remembers what was sent and answered. Any number of
 * threads, but then the requests need names of their own.
 */
public final class Conversation {
  /** A peer that the agent is told to trust; Linux has all addresses of 127.0.0.0/8. */
  public static final String TRUSTED_PEER = "127.0.0.2";

  private final ContractServer server;
  private final int caseNumber;
  private final ServerAddress address;
  private final @Nullable Supplier<OperationsApi> agent;
  private final Map<String, Sent> sent = new LinkedHashMap<>();
  private final List<Integer> refused = new ArrayList<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Map<String, Duration> costs = new LinkedHashMap<>();

  Conversation(
      ContractServer server,
      int caseNumber,
      ServerAddress address,
      @Nullable Supplier<OperationsApi> agent) {
    this.server = server;
    this.caseNumber = caseNumber;
    this.address = address;
    this.agent = agent;
  }

  /** The server that is talked to. */
  public ContractServer server() {
    return server;
  }

  /** Port of the application on 127.0.0.1. */
  public int port() {
    return address.plain();
  }

  /**
   * Port for TLS.
   *
   * @throws IllegalStateException if the server has none
   */
  public int tlsPort() {
    if (address.tls() == 0) {
      throw new IllegalStateException(server + " has no port for TLS");
    }
    return address.tls();
  }

  /**
   * Port where the server takes what it takes by default.
   *
   * @throws IllegalStateException if there is none beside {@link #port()}
   */
  public int strictPort() {
    if (address.strict() == 0) {
      throw new IllegalStateException(server + " has one way to take requests");
    }
    return address.strict();
  }

  /** The API of the agent; empty in the run without agent. */
  public Optional<OperationsApi> agent() {
    return agent == null ? Optional.empty() : Optional.of(agent.get());
  }

  /**
   * Processor time that the server's own threads have used so far, without the agent's and the
   * JVM's.
   */
  public Duration cpuTime() throws IOException {
    return ServerThreads.cpuTime(address.pid());
  }

  /** How many objects the agent holds that belong to requests; 0 in the run without agent. */
  public long agentObjects() throws IOException, InterruptedException {
    return agent == null ? 0 : LiveObjects.ofRequests(address.pid());
  }

  /**
   * Says how much processor time something took, which may not be much more with the agent than
   * without.
   */
  public synchronized void cost(String what, Duration cpuTime) {
    costs.put(what, cpuTime);
  }

  /** Opens a connection. Close it. */
  public RawHttp connect() throws IOException {
    return RawHttp.connect(address.plain());
  }

  /** Sends a request on a connection of its own and remembers the answer. */
  public RawAnswer exchange(Request request) throws IOException {
    try (RawHttp connection = connect()) {
      return exchange(connection, request);
    }
  }

  /**
   * As {@link #exchange(Request)}, but the server may close the connection instead; in both runs
   * then.
   */
  public void exchangeOrEnd(Request request) throws IOException {
    Request named = name(request);
    try (RawHttp connection = connect()) {
      connection.send(named.bytes());
      try {
        answered(named, connection.read(named.method()));
      } catch (EOFException e) {
        note(named.id() + " closed without an answer", String.valueOf(e.getMessage()));
      }
    }
  }

  /** Sends a request on this connection and remembers the answer. */
  public RawAnswer exchange(RawHttp connection, Request request) throws IOException {
    Request named = name(request);
    connection.send(named.bytes());
    return answered(named, connection.read(named.method()));
  }

  /**
   * Gives the request its id, if it has none, and expects a row of it. For cases that send the
   * bytes themselves.
   */
  public synchronized Request name(Request request) {
    Request named =
        request.hasId() ? request : request.named("case-" + caseNumber + "-" + (sent.size() + 1));
    if (sent.putIfAbsent(named.id(), new Sent(named, null)) != null) {
      throw new IllegalStateException("two requests of case " + caseNumber + " are " + named.id());
    }
    return named;
  }

  /** Remembers the answer of a request that has its id. */
  public synchronized RawAnswer answered(Request named, RawAnswer answer) {
    if (sent.put(named.id(), new Sent(named, answer)) == null) {
      throw new IllegalStateException(named + " was answered but never sent");
    }
    return answer;
  }

  /**
   * Sends bytes that are no proper request, on a connection of their own. Where the server shows
   * such requests at all ({@link Trait#SHOWS_REFUSED_REQUESTS}) they leave a row that is marked as
   * bad. A server that takes them all the same leaves a usual row.
   *
   * @param what it is, for messages
   * @param path of the row then, below the application; no other request may have it
   */
  public void refused(String what, String path, String bytes) throws IOException {
    try (RawHttp connection = connect()) {
      connection.send(bytes);
      RawAnswer answer = connection.read("GET");
      note(what + ": status line", answer.statusLine());
      note(what + ": headers", withoutDate(answer));
      note(what + ": body", answer.text());
      boolean takenAllTheSame = answer.status() < 400;
      if (takenAllTheSame) {
        name(Request.get(path).withoutId());
        return;
      }
      synchronized (this) {
        refused.add(answer.status());
      }
      note(what + ": connection closed", Boolean.toString(isClosed(connection)));
    }
  }

  private static boolean isClosed(RawHttp connection) throws IOException {
    try {
      return connection.isAtEnd();
    } catch (SocketException e) {
      // Closed with bytes of the request still unread.
      return true;
    }
  }

  /** Notes something that a client saw, which must be the same in both runs. */
  public synchronized void note(String what, String seen) {
    if (notes.putIfAbsent(what, seen) != null) {
      throw new IllegalStateException("case " + caseNumber + " noted '" + what + "' twice");
    }
  }

  synchronized CaseRun result(@Nullable Throwable failure) {
    return new CaseRun(
        Collections.unmodifiableMap(new LinkedHashMap<>(sent)),
        List.copyOf(refused),
        Collections.unmodifiableMap(new LinkedHashMap<>(notes)),
        Collections.unmodifiableMap(new LinkedHashMap<>(costs)),
        failure);
  }

  private static String withoutDate(RawAnswer answer) {
    return answer.headers().stream()
        .filter(header -> !header.isNamed("Date"))
        .map(Object::toString)
        .toList()
        .toString();
  }
}

package io.opsagent.contract;

import io.opsagent.testing.AnswerComparison;
import io.opsagent.testing.Normaliser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request of a case: its exact bytes, what may differ in its answer, and what must be recorded
 * of it. Immutable; each method but the factories gives a copy.
 */
public final class Request {
  /** What the application answers below. */
  public static final String BASE = "/app";

  // The same in every run, so that no port needs to be removed from the answers.
  static final String HOST = "localhost:8080";

  private static final Normaliser SESSION = Normaliser.of("(?<=JSESSIONID=)[^;]+", "<session id>");

  /** In a stack that an error page shows, chance decides which thread of the server was reading. */
  private static final Normaliser SERVER_FRAMES =
      Normaliser.of(
          "\\s*at (org\\.eclipse\\.jetty|org\\.xnio|io\\.undertow|org\\.jboss\\.threads)\\.\\S+",
          "");

  private final String method;
  private final String target;
  private final String protocol;
  private final List<String> headers;
  private final byte[] body;
  private final @Nullable String id;
  private final boolean sendsId;
  private final Expected expected;
  private final List<Normaliser> normalisers;

  private Request(
      String method,
      String target,
      String protocol,
      List<String> headers,
      byte[] body,
      @Nullable String id,
      boolean sendsId,
      Expected expected,
      List<Normaliser> normalisers) {
    this.method = method;
    this.target = target;
    this.protocol = protocol;
    this.headers = headers;
    this.body = body;
    this.id = id;
    this.sendsId = sendsId;
    this.expected = expected;
    this.normalisers = normalisers;
  }

  /** A GET of a path below the application. */
  public static Request get(String path) {
    return of("GET", path);
  }

  /** A request for a path below the application. */
  public static Request of(String method, String path) {
    return raw(method, BASE + path);
  }

  /** A request for this target, whatever it is. */
  public static Request raw(String method, String target) {
    return new Request(
        method,
        target,
        "HTTP/1.1",
        List.of(),
        new byte[0],
        null,
        true,
        Expected.usual(),
        List.of());
  }

  /** A POST with a body of this type and a {@code Content-Length}. */
  public static Request post(String path, String contentType, byte[] body) {
    return of("POST", path)
        .header("Content-Type: " + contentType)
        .header("Content-Length: " + body.length)
        .body(body);
  }

  /** As {@link #post(String, String, byte[])}, the text as UTF-8. */
  public static Request post(String path, String contentType, String body) {
    return post(path, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy with one more header line, sent as ISO-8859-1. */
  public Request header(String line) {
    List<String> more = new ArrayList<>(headers);
    more.add(line);
    return copy(protocol, more, body, id, sendsId, expected, normalisers);
  }

  /** A copy with these bytes after the header block; framing headers are the caller's. */
  public Request body(byte[] bytes) {
    return copy(protocol, headers, bytes, id, sendsId, expected, normalisers);
  }

  /** A copy with another protocol in the request line. */
  public Request protocol(String other) {
    return copy(other, headers, body, id, sendsId, expected, normalisers);
  }

  /** A copy with a name of its own instead of a running number: for requests sent in parallel. */
  public Request named(String name) {
    return copy(protocol, headers, body, name, sendsId, expected, normalisers);
  }

  /**
   * A copy that carries no {@code X-Request-ID}. Its row is found by its path, which no other
   * request may have.
   */
  public Request withoutId() {
    return copy(protocol, headers, body, id, false, expected, normalisers);
  }

  /** A copy whose row must pass this, too. */
  public Request expecting(RowCheck check) {
    return copy(protocol, headers, body, id, sendsId, expected.with(null, check), normalisers);
  }

  /** As {@link #expecting}, but not at servers with this trait. */
  public Request expectingUnless(Trait trait, RowCheck check) {
    return copy(protocol, headers, body, id, sendsId, expected.with(trait, check), normalisers);
  }

  /** As {@link #expecting}, for what can be said only where bodies pass the agent. */
  public Request expectingOfBodies(RowCheck check) {
    return expectingUnless(Trait.NO_BODIES, check);
  }

  /** A copy that leaves no row at servers with this trait. */
  public Request unseenAt(Trait trait) {
    return copy(protocol, headers, body, id, sendsId, expected.unseenAt(trait), normalisers);
  }

  /** As {@link #unusual}, at servers with this trait only. */
  public Request unusualAt(Trait trait, Fact... facts) {
    Set<Fact> left = EnumSet.noneOf(Fact.class);
    left.addAll(Arrays.asList(facts));
    return copy(protocol, headers, body, id, sendsId, expected.withoutAt(trait, left), normalisers);
  }

  /** A copy in whose row these facts are not the usual ones; say by a check what they are. */
  public Request unusual(Fact... facts) {
    Set<Fact> left = EnumSet.noneOf(Fact.class);
    left.addAll(Arrays.asList(facts));
    return copy(protocol, headers, body, id, sendsId, expected.without(left), normalisers);
  }

  /** A copy whose answer's text may differ in what the normaliser removes. */
  public Request ignoring(Normaliser normaliser) {
    List<Normaliser> more = new ArrayList<>(normalisers);
    more.add(normaliser);
    return copy(protocol, headers, body, id, sendsId, expected, more);
  }

  /** Method of the request line. */
  public String method() {
    return method;
  }

  /** Raw path, without query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Raw query; null if there is none. */
  public @Nullable String query() {
    int query = target.indexOf('?');
    return query < 0 ? null : target.substring(query + 1);
  }

  /** Protocol of the request line. */
  public String protocol() {
    return protocol;
  }

  /** Number of bytes of the body as it is framed. */
  int bodyBytes() {
    return body.length;
  }

  /** Whether the headers say that a body follows. */
  boolean declaresBody() {
    return headers.stream()
        .anyMatch(
            line -> line.startsWith("Content-Length:") || line.startsWith("Transfer-Encoding:"));
  }

  /** Bytes after the header block. */
  public byte[] bodyCopy() {
    return body.clone();
  }

  /**
   * Name of this request, by which its row is found.
   *
   * @throws IllegalStateException if it was not given one yet
   */
  public String id() {
    if (id == null) {
      throw new IllegalStateException(this + " was not sent yet, so it has no id");
    }
    return id;
  }

  boolean hasId() {
    return id != null;
  }

  boolean sendsId() {
    return sendsId;
  }

  Expected expected() {
    return expected;
  }

  AnswerComparison comparison() {
    AnswerComparison comparison = AnswerComparison.strict().with(SESSION).with(SERVER_FRAMES);
    for (Normaliser normaliser : normalisers) {
      comparison = comparison.with(normaliser);
    }
    return comparison;
  }

  /** Request line and headers, with the empty line at their end. */
  public byte[] head() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(' ').append(protocol).append("\r\n");
    head.append("Host: ").append(HOST).append("\r\n");
    if (sendsId) {
      head.append("X-Request-ID: ").append(id()).append("\r\n");
    }
    for (String line : headers) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Everything that is sent. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head());
    all.writeBytes(body);
    return all.toByteArray();
  }

  private Request copy(
      String newProtocol,
      List<String> newHeaders,
      byte[] newBody,
      @Nullable String newId,
      boolean newSendsId,
      Expected newExpected,
      List<Normaliser> newNormalisers) {
    return new Request(
        method,
        target,
        newProtocol,
        newHeaders,
        newBody,
        newId,
        newSendsId,
        newExpected,
        newNormalisers);
  }

  @Override
  public String toString() {
    return (id == null ? "" : id + ": ") + method + " " + target;
  }
}

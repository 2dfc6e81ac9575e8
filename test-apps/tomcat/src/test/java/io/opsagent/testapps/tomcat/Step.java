package io.opsagent.testapps.tomcat;

import io.opsagent.testing.AnswerComparison;
import io.opsagent.testing.Normaliser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of a test, with what may differ in its answer. Immutable; the bytes are the same in
 * every run. The name is its {@code X-Request-ID}, too.
 */
final class Step {
  // The same in every run, so that no port needs to be removed from the answers.
  private static final String HOST = "localhost:8080";

  private final String name;
  private final String method;
  private final String target;
  private final String protocol;
  private final List<String> headers;
  private final byte[] body;
  private final List<Normaliser> normalisers;
  private final boolean randomAnswer;

  private Step(
      String name,
      String method,
      String target,
      String protocol,
      List<String> headers,
      byte[] body,
      List<Normaliser> normalisers,
      boolean randomAnswer) {
    this.name = name;
    this.method = method;
    this.target = target;
    this.protocol = protocol;
    this.headers = headers;
    this.body = body;
    this.normalisers = normalisers;
    this.randomAnswer = randomAnswer;
  }

  static Step get(String name, String target) {
    return request(name, "GET", target);
  }

  static Step request(String name, String method, String target) {
    return new Step(name, method, target, "HTTP/1.1", List.of(), new byte[0], List.of(), false);
  }

  /** A form by POST, its body already encoded. */
  static Step form(String name, String target, String encoded) {
    return request(name, "POST", target)
        .withHeader("Content-Type: application/x-www-form-urlencoded")
        .withHeader("Content-Length: " + encoded.length())
        .withBody(encoded.getBytes(StandardCharsets.ISO_8859_1));
  }

  Step withHeader(String line) {
    return new Step(
        name, method, target, protocol, added(headers, line), body, normalisers, randomAnswer);
  }

  /** Bytes after the header block; framing headers are the caller's. */
  Step withBody(byte[] bytes) {
    return new Step(name, method, target, protocol, headers, bytes, normalisers, randomAnswer);
  }

  Step withProtocol(String other) {
    return new Step(name, method, target, other, headers, body, normalisers, randomAnswer);
  }

  /** What the application itself makes different in every run. */
  Step ignoring(Normaliser normaliser) {
    return new Step(
        name,
        method,
        target,
        protocol,
        headers,
        body,
        added(normalisers, normaliser),
        randomAnswer);
  }

  /** The application answers at random: only the status can be compared. */
  Step withRandomAnswer() {
    return new Step(name, method, target, protocol, headers, body, normalisers, true);
  }

  String name() {
    return name;
  }

  String method() {
    return method;
  }

  /** Raw path, without query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  boolean hasRandomAnswer() {
    return randomAnswer;
  }

  AnswerComparison comparison() {
    AnswerComparison comparison = AnswerComparison.strict();
    for (Normaliser normaliser : normalisers) {
      comparison = comparison.with(normaliser);
    }
    return comparison;
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(' ').append(protocol).append("\r\n");
    head.append("Host: ").append(HOST).append("\r\n");
    head.append("X-Request-ID: ").append(name).append("\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return method + " " + target + " (" + name + ")";
  }

  private static <T> List<T> added(List<T> list, T element) {
    List<T> more = new ArrayList<>(list);
    more.add(element);
    return List.copyOf(more);
  }
}

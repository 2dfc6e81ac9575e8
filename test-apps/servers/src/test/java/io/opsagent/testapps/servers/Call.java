package io.opsagent.testapps.servers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request, with the status that the application answers it with. Immutable; the same bytes in
 * every run.
 *
 * @param name also its {@code X-Request-ID}
 * @param target path and query as sent
 * @param headers further header lines, framing included
 * @param body everything after the header block, framing included; characters below 256
 * @param bodyBytes bytes of the body without framing
 */
record Call(
    String name,
    String method,
    String target,
    List<String> headers,
    String body,
    int bodyBytes,
    int status) {
  /** The same in every run, so that no port needs to be removed from an answer. */
  static final String HOST = "localhost:8080";

  Call {
    headers = List.copyOf(headers);
  }

  static Call get(String name, String target, int status) {
    return new Call(name, "GET", target, List.of(), "", 0, status);
  }

  static Call head(String name, String target, int status) {
    return new Call(name, "HEAD", target, List.of(), "", 0, status);
  }

  static Call post(String name, String target, String type, String body, int status) {
    return new Call(
        name,
        "POST",
        target,
        List.of("Content-Type: " + type, "Content-Length: " + body.length()),
        body,
        body.length(),
        status);
  }

  /** By POST, each part as one chunk. */
  static Call chunked(String name, String target, String type, List<String> parts, int status) {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    return new Call(
        name,
        "POST",
        target,
        List.of("Content-Type: " + type, "Transfer-Encoding: chunked"),
        body.append("0\r\n\r\n").toString(),
        String.join("", parts).length(),
        status);
  }

  Call withHeader(String line) {
    List<String> more = new ArrayList<>(headers);
    more.add(line);
    return new Call(name, method, target, more, body, bodyBytes, status);
  }

  /** Raw path, without query. */
  String path() {
    return target.split("\\?", 2)[0];
  }

  byte[] bytes() {
    return (head() + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Request line and header block. */
  String head() {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(HOST).append("\r\n");
    text.append("X-Request-ID: ").append(name).append("\r\n");
    headers.forEach(line -> text.append(line).append("\r\n"));
    return text.append("\r\n").toString();
  }

  @Override
  public String toString() {
    return method + " " + target + " (" + name + ")";
  }
}

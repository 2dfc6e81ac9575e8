package io.opsagent.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks the process's own server for its health, by its socket as anybody else would. By a plain
 * socket: the JDK's clients use what is set for the whole JVM (proxies, cookies, authenticators),
 * which belongs to the application, or start threads.
 *
 * @param isReady whether it answered and every check holds
 * @param text the checks that hold, or what is wrong, for an operator
 */
record OwnHealth(boolean isReady, String text) {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  /**
   * Asks once; takes three seconds for each of two questions at most.
   *
   * @param loopbackUrl of the server, without a path
   */
  static OwnHealth ask(String loopbackUrl) {
    try {
      String health = get(loopbackUrl, "/healthz");
      if (!isOk(health)) {
        return new OwnHealth(false, loopbackUrl + "/healthz answers " + statusLine(health));
      }
      String ready = get(loopbackUrl, "/readyz");
      return ofChecks(loopbackUrl, ready);
    } catch (IOException | GeneralSecurityException e) {
      return new OwnHealth(
          false,
          loopbackUrl + " does not answer (" + e.getMessage() + "). Look at the agent's log.");
    }
  }

  private static OwnHealth ofChecks(String loopbackUrl, String answer) throws IOException {
    int bodyAt = answer.indexOf("\r\n\r\n");
    JsonNode body = new ObjectMapper().readTree(bodyAt < 0 ? "{}" : answer.substring(bodyAt + 4));
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (Map.Entry<String, JsonNode> check : body.path("checks").properties()) {
      if (check.getValue().path("ready").asBoolean()) {
        good.add(check.getKey());
      } else {
        bad.add(check.getKey() + ": " + check.getValue().path("message").asText());
      }
    }
    if (isOk(answer)) {
      return new OwnHealth(true, "ready: " + String.join(", ", good));
    }
    return new OwnHealth(
        false,
        loopbackUrl
            + "/readyz answers "
            + statusLine(answer)
            + (bad.isEmpty() ? "" : "; " + String.join("; ", bad)));
  }

  private static boolean isOk(String answer) {
    return answer.startsWith("HTTP/1.1 200");
  }

  private static String statusLine(String answer) {
    int end = answer.indexOf('\r');
    return end < 0 ? "nothing" : answer.substring(0, end);
  }

  private static String get(String loopbackUrl, String path)
      throws IOException, GeneralSecurityException {
    URI uri = URI.create(loopbackUrl);
    String host = uri.getHost();
    String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try (Socket plain = new Socket(java.net.Proxy.NO_PROXY)) {
      plain.connect(new InetSocketAddress(address, uri.getPort()), TIMEOUT_MILLIS);
      plain.setSoTimeout(TIMEOUT_MILLIS);
      if (!uri.getScheme().equals("https")) {
        return exchange(plain, uri, path);
      }
      try (SSLSocket secure =
          (SSLSocket)
              ownServer().getSocketFactory().createSocket(plain, address, uri.getPort(), true)) {
        return exchange(secure, uri, path);
      }
    }
  }

  private static String exchange(Socket socket, URI uri, String path) throws IOException {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + uri.getRawAuthority()
            + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
  }

  /** The other end is this very process, whatever name its certificate is made out to. */
  private static SSLContext ownServer() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new OwnCertificate()}, null);
    return context;
  }

  private static final class OwnCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

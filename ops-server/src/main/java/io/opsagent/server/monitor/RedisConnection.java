package io.opsagent.server.monitor;

import io.opsagent.capture.RedisLogin;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection of our own to a Redis server, which asks for its figures and nothing else. Speaks as
 * much of RESP 2 as {@code AUTH} and {@code INFO} need. For one thread.
 */
final class RedisConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 1_000;

  /** For a whole answer: one that drips does not hold the cycle. */
  private static final long ANSWER_NANOS = 2_000_000_000L;

  private static final int MAX_LINE_BYTES = 1_024;
  private static final int MAX_ANSWER_BYTES = 256 * 1_024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private long deadlineNanos;

  private RedisConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /**
   * Connects and logs in; a second at most for each step.
   *
   * @throws RedisRefusedException if the server does not let us in
   * @throws IOException if it is not there
   */
  static RedisConnection open(String host, int port, RedisLogin login) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(READ_MILLIS);
      socket.setTcpNoDelay(true);
      RedisConnection connection =
          new RedisConnection(login.isTls() ? encrypted(socket, host, port, login) : socket);
      connection.logIn(login);
      return connection;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket encrypted(Socket plain, String host, int port, RedisLogin login)
      throws IOException {
    SSLSocketFactory sockets = login.socketFactory();
    if (sockets == null) {
      try {
        sockets = SSLContext.getDefault().getSocketFactory();
      } catch (NoSuchAlgorithmException e) {
        throw new IOException("this JVM has no TLS", e);
      }
    }
    SSLSocket socket = (SSLSocket) sockets.createSocket(plain, host, port, true);
    if (login.isVerifyingHost()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private void logIn(RedisLogin login) throws IOException {
    String password = login.password();
    String user = login.user();
    if (password != null) {
      ask(user == null ? new String[] {"AUTH", password} : new String[] {"AUTH", user, password});
    }
  }

  /** The server's figures, as its command INFO gives them. */
  String info() throws IOException {
    String text = ask("INFO");
    if (text == null) {
      throw new IOException("no figures");
    }
    return text;
  }

  private @Nullable String ask(String... words) throws IOException {
    deadlineNanos = System.nanoTime() + ANSWER_NANOS;
    write("*" + words.length + "\r\n");
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      write("$" + bytes.length + "\r\n");
      out.write(bytes);
      write("\r\n");
    }
    out.flush();
    String line = readLine();
    String rest = line.isEmpty() ? "" : line.substring(1);
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> rest;
      case '-' -> throw new RedisRefusedException(rest);
      case '$' -> bulk(rest);
      default -> throw new IOException("not the protocol of Redis");
    };
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private @Nullable String bulk(String length) throws IOException {
    int bytes;
    try {
      bytes = Integer.parseInt(length);
    } catch (NumberFormatException e) {
      throw new IOException("not the protocol of Redis", e);
    }
    if (bytes < 0) {
      return null;
    }
    if (bytes > MAX_ANSWER_BYTES) {
      throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
    }
    byte[] answer = new byte[bytes];
    for (int read = 0; read < bytes; ) {
      int more = in.read(answer, read, bytes - read);
      checkRead(more);
      read += more;
    }
    readLine();
    return new String(answer, StandardCharsets.UTF_8);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(32);
    while (line.length() < MAX_LINE_BYTES) {
      int next = in.read();
      checkRead(next);
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    throw new IOException("not the protocol of Redis");
  }

  private void checkRead(int read) throws IOException {
    if (read < 0) {
      throw new IOException("the server closed the connection");
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new SocketTimeoutException("the answer takes too long");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}

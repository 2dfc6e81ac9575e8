package io.opsagent.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection to a server on 127.0.0.1 that sends exactly the given bytes, right or wrong. For one
 * thread at a time.
 */
public final class RawHttp implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final RawAnswerReader reader;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.reader = new RawAnswerReader(new BufferedInputStream(socket.getInputStream()));
  }

  /** Opens a connection; reads on it fail after 30 s without a byte. */
  public static RawHttp connect(int port) throws IOException {
    return connect(new Socket(), port);
  }

  /**
   * As {@link #connect(int)}, from another address of this machine.
   *
   * @param localAddress for example {@code 127.0.0.2}, which Linux has without any set-up
   */
  public static RawHttp connectFrom(String localAddress, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(localAddress, 0));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return connect(socket, port);
  }

  /** As {@link #connect(int)}, by TLS; any certificate will do. */
  public static RawHttp connectTls(int port) throws IOException {
    return connect(AnyCertificate.context().getSocketFactory().createSocket(), port);
  }

  private static RawHttp connect(Socket socket, int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
          TIMEOUT_MILLIS);
      return new RawHttp(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends one request on a connection of its own and reads its answer. */
  public static RawAnswer exchange(int port, byte[] request) throws IOException {
    try (RawHttp connection = connect(port)) {
      connection.send(request);
      return connection.read(methodOf(request));
    }
  }

  /** As {@link #exchange(int, byte[])}, the text sent as ISO-8859-1. */
  public static RawAnswer exchange(int port, String request) throws IOException {
    return exchange(port, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends the bytes in one write. */
  public RawHttp send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends the text as ISO-8859-1 in one write. */
  public RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends the bytes one by one, each in a packet of its own, with a pause after each. */
  public RawHttp sendSlowly(byte[] bytes, Duration pause) throws IOException {
    for (byte next : bytes) {
      send(new byte[] {next});
      // A pause is what is tested here; there is no condition to wait for.
      LockSupport.parkNanos(pause.toNanos());
    }
    return this;
  }

  /** Tells the server that nothing more will be sent; answers can still be read. */
  public RawHttp endSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Ends the connection with a TCP reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Reads the next answer; pipelined ones are read one after the other.
   *
   * @param requestMethod of the request that is answered: there is no body after HEAD
   * @throws java.io.EOFException if the connection ends before the end of the header block
   * @throws java.net.SocketTimeoutException after 30 s without a byte
   */
  public RawAnswer read(String requestMethod) throws IOException {
    return reader.read(requestMethod);
  }

  /** Reads only the head of the next answer, for bodies that never end. */
  public RawAnswer readHead() throws IOException {
    return reader.readHead();
  }

  /** Reads the next line after {@link #readHead}, chunk framing included, without its end. */
  public String readBodyLine() throws IOException {
    return reader.readBodyLine();
  }

  /** Reads everything until the server closes its side: what follows an upgrade, for example. */
  public byte[] readRest() throws IOException {
    return reader.readRest();
  }

  /** Reads the next bytes as they are: for protocols that are not HTTP/1. */
  public byte[] readBytes(int count) throws IOException {
    return reader.readBytes(count);
  }

  /** Whether the server has closed its side; waits for a byte or the end, at most 30 s. */
  public boolean isAtEnd() throws IOException {
    return reader.isAtEnd();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String methodOf(byte[] request) {
    int end = 0;
    while (end < request.length && request[end] != ' ') {
      end++;
    }
    return new String(request, 0, end, StandardCharsets.ISO_8859_1);
  }
}

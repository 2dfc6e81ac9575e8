package io.opsagent.server.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept: asks, reads one answer by its length, asks again. */
final class KeptConnection implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  /** The head of an answer; its body has been read and thrown away. */
  record Head(int status, String text) {
    boolean has(String header) {
      return text.toLowerCase(Locale.ROOT).contains("\n" + header.toLowerCase(Locale.ROOT) + ":");
    }
  }

  KeptConnection(int port) throws IOException {
    this(port, 0);
  }

  /**
   * Connects.
   *
   * @param receiveBytes of the socket's buffer; 0 for the usual
   */
  KeptConnection(int port, int receiveBytes) throws IOException {
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void ask(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  Head answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.append((char) c);
    }
    String text = head.toString();
    int at = text.toLowerCase(Locale.ROOT).indexOf("content-length:");
    if (at < 0) {
      throw new IOException("no length: " + text);
    }
    int length = Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
    in.skipNBytes(length);
    return new Head(Integer.parseInt(text.substring(9, 12)), text);
  }

  Head get(String path) throws IOException {
    ask(path);
    return answer();
  }

  /** Whether the server has closed it; waits for that a little. */
  boolean isClosed() throws IOException {
    socket.setSoTimeout(50);
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

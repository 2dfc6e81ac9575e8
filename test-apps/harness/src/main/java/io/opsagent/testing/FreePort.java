package io.opsagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Picks TCP ports for servers that cannot be told to take any free one. Any thread may call. */
public final class FreePort {
  // The system may hand out the same port twice before the first server has bound it.
  private static final Set<Integer> PICKED = new HashSet<>();
  private static final int MAX_ATTEMPTS = 1_000;

  private FreePort() {}

  /**
   * A port on which nothing listened just now, and which this JVM was not given before.
   *
   * @throws IllegalStateException if there is none after 1,000 attempts
   */
  public static synchronized int pick() {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (PICKED.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no free port after " + MAX_ATTEMPTS + " attempts");
  }
}

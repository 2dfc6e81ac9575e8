package io.opsagent.server;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.TreeSet;

/**
 * What this host is called, and what tells it from others, without asking a name service: that can
 * take seconds, and loads resolvers of the application.
 */
final class HostName {
  private static final int MAX_CHARS = 200;
  private static final String UNKNOWN = "localhost";

  private HostName() {}

  /** The name of this host as its system has it. */
  static String read() {
    for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
      String name = System.getenv(variable);
      if (name != null && !name.isBlank()) {
        return cut(name.strip());
      }
    }
    try {
      String name = Files.readString(Path.of("/etc/hostname")).strip();
      return name.isEmpty() ? UNKNOWN : cut(name);
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /** The hardware address that a network card of this host has, else its name. */
  static String identity() {
    TreeSet<String> addresses = new TreeSet<>();
    try {
      Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
      while (interfaces != null && interfaces.hasMoreElements()) {
        NetworkInterface card = interfaces.nextElement();
        byte[] address = card.isLoopback() || card.isVirtual() ? null : card.getHardwareAddress();
        if (address != null && address.length > 0) {
          addresses.add(HexFormat.ofDelimiter(":").formatHex(address));
        }
      }
    } catch (SocketException | RuntimeException e) {
      // Then by its name.
    }
    return addresses.isEmpty() ? read() : addresses.first();
  }

  private static String cut(String name) {
    return name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS);
  }
}

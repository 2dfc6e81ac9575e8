package io.opsagent.server.nodes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this host is, in the members of the protocol's list of servers (operations-api.md 1.18, 4.5,
 * 8.1). Asked of the JDK, which knows the limits of containers, and loads no native library. Sizes
 * are rounded down to MiB.
 */
public final class HostDescription {
  private static final long MIB = 1024 * 1024;

  private HostDescription() {}

  /**
   * Reads it; takes some milliseconds.
   *
   * @param hostname name of the host
   * @param disk any file on the disk that counts
   */
  public static ObjectNode read(String hostname, File disk) {
    String system = system(System.getProperty("os.name", ""));
    String release = System.getProperty("os.version", "");
    String machine = System.getProperty("os.arch", "");
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    facts.put("ip", address());
    facts.put("cpu_num", Runtime.getRuntime().availableProcessors());
    facts.put("memory_total", memoryTotal());
    facts.put("disk_total", disk.getTotalSpace() / MIB * MIB);
    facts.put("system", system);
    facts.put("hostname", hostname);
    facts
        .putObject("platform")
        .put("platform", system + "-" + release + "-" + machine)
        .put("version", System.getProperty("os.name", "") + " " + release)
        .put("release", release)
        .put("machine", machine)
        .put("processor", machine)
        .put("bits", System.getProperty("sun.arch.data.model", "64") + "bit");
    return facts;
  }

  /** In the words of the protocol. */
  private static String system(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return "Windows";
    }
    return lower.startsWith("mac") ? "Darwin" : name;
  }

  private static @Nullable Long memoryTotal() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? (Long) (os.getTotalMemorySize() / MIB * MIB)
        : null;
  }

  /** The first address that others may reach it by, IPv4 before IPv6; loopback if it has none. */
  private static String address() {
    List<InetAddress> found = new ArrayList<>();
    try {
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (!card.isLoopback() && card.isUp()) {
          found.addAll(Collections.list(card.getInetAddresses()));
        }
      }
    } catch (SocketException | RuntimeException e) {
      // Then it is known by its name only.
    }
    return found.stream()
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .min(Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address)))
        .map(HostDescription::withoutZone)
        .orElse("127.0.0.1");
  }

  private static String withoutZone(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}

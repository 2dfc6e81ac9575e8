package io.opsagent.server.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client behind proxies that are trusted (key {@code trusted-proxies}): the peer unless
 * it is one of them; then {@code Forwarded}, else {@code X-Forwarded-For}, walked from the right
 * over trusted hops, else {@code X-Real-IP} (docs/spec/instrumentation.md 3.9). Never resolves a
 * name.
 */
public final class TrustedProxies {
  private static final int MAX_HOPS = 20;

  /** The same peers come again and again. */
  private static final int PLACES = 256;

  private final List<Network> networks = new ArrayList<>();

  /** By a part of the hash; racy, as a lost verdict is found again. */
  private final @Nullable Verdict[] verdicts = new Verdict[PLACES];

  private record Verdict(String address, boolean isTrusted) {}

  /** Addresses or networks in CIDR form; the settings have checked them. */
  public TrustedProxies(List<String> proxies) {
    for (String proxy : proxies) {
      int slash = proxy.indexOf('/');
      InetAddress address = parse(slash < 0 ? proxy : proxy.substring(0, slash));
      if (address != null) {
        int bits = address.getAddress().length * 8;
        networks.add(
            new Network(
                address.getAddress(),
                slash < 0 ? bits : Integer.parseInt(proxy.substring(slash + 1))));
      }
    }
  }

  /** The client's address as text; the peer's when nothing better is known. */
  public String clientOf(
      String peer,
      @Nullable String forwarded,
      @Nullable String forwardedFor,
      @Nullable String realIp) {
    if (!isTrusted(peer)) {
      return peer;
    }
    List<String> hops =
        forwarded != null
            ? forwardedHops(forwarded)
            : split(forwardedFor == null ? "" : forwardedFor);
    String client = null;
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS); i--) {
      String hop = withoutPort(hops.get(i));
      if (parse(hop) == null) {
        // "unknown", an obfuscated token, or rubbish: nothing to the left of it is worth more.
        continue;
      }
      client = hop;
      if (!isTrusted(hop)) {
        break;
      }
    }
    if (client != null) {
      return client;
    }
    String real = realIp == null ? null : realIp.trim();
    return real != null && parse(real) != null ? real : peer;
  }

  /** Whether this address is one of them. */
  public boolean isTrusted(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    int hash = address.hashCode();
    int place = (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
    Verdict known = verdicts[place];
    if (known == null || !known.address().equals(address)) {
      known = new Verdict(address, isWithin(address));
      verdicts[place] = known;
    }
    return known.isTrusted();
  }

  private boolean isWithin(String address) {
    InetAddress parsed = parse(address);
    if (parsed == null) {
      return false;
    }
    for (Network network : networks) {
      if (network.contains(parsed.getAddress())) {
        return true;
      }
    }
    return false;
  }

  private static List<String> forwardedHops(String header) {
    List<String> hops = new ArrayList<>();
    for (String element : split(header)) {
      for (String pair : element.split(";")) {
        String trimmed = pair.trim();
        if (trimmed.regionMatches(true, 0, "for=", 0, 4)) {
          hops.add(trimmed.substring(4).trim().replace("\"", ""));
        }
      }
    }
    return hops;
  }

  private static List<String> split(String header) {
    List<String> parts = new ArrayList<>();
    for (String part : header.split(",")) {
      String trimmed = part.trim();
      if (!trimmed.isEmpty()) {
        parts.add(trimmed);
      }
    }
    return parts;
  }

  static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && hop.indexOf(':', colon + 1) < 0 ? hop.substring(0, colon) : hop;
  }

  /** An address literal, or null; names are never looked up. */
  static @Nullable InetAddress parse(String text) {
    if (text.isEmpty() || text.length() > 60) {
      return null;
    }
    boolean colon = false;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      colon |= c == ':';
      dots += c == '.' ? 1 : 0;
      boolean allowed = Character.digit(c, 16) >= 0 && c < 128 || c == ':' || c == '.';
      if (!allowed) {
        return null;
      }
    }
    if (!colon && dots != 3) {
      return null;
    }
    if (!colon && !isDottedQuad(text)) {
      return null;
    }
    try {
      // With a colon, or as a dotted quad, this never asks a name service.
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isDottedQuad(String text) {
    int value = 0;
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c == '.') {
        if (digits == 0 || digits > 3 || value > 255) {
          return false;
        }
        value = 0;
        digits = 0;
      } else if (c < '0' || c > '9') {
        return false;
      } else {
        value = value * 10 + c - '0';
        digits++;
      }
    }
    return true;
  }

  /** Whether the address is routable in the public internet. */
  public static boolean isPublic(String address) {
    InetAddress parsed = parse(address);
    if (parsed == null
        || parsed.isLoopbackAddress()
        || parsed.isAnyLocalAddress()
        || parsed.isLinkLocalAddress()
        || parsed.isSiteLocalAddress()
        || parsed.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = parsed.getAddress();
    int first = bytes[0] & 0xff;
    if (bytes.length == 4) {
      int second = bytes[1] & 0xff;
      boolean sharedSpace = first == 100 && second >= 64 && second < 128;
      return first != 0 && first < 240 && !sharedSpace;
    }
    boolean uniqueLocal = (first & 0xfe) == 0xfc;
    return !uniqueLocal;
  }

  /**
   * Whether the address is one of a private network or of this machine (operations-api.md 3.4):
   * 10/8, 172.16/12, 192.168/16, loopback, link-local, and their equivalents of IPv6.
   */
  public static boolean isPrivate(String address) {
    InetAddress parsed = parse(address);
    if (parsed == null) {
      return false;
    }
    boolean uniqueLocal =
        parsed.getAddress().length == 16 && (parsed.getAddress()[0] & 0xfe) == 0xfc;
    return parsed.isLoopbackAddress()
        || parsed.isLinkLocalAddress()
        || parsed.isSiteLocalAddress()
        || uniqueLocal;
  }

  private record Network(byte[] address, int prefixBits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < prefixBits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}

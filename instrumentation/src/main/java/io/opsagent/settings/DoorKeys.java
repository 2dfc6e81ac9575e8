package io.opsagent.settings;

import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How the operations server is reached and what every request to it passes: hosts, middlewares,
 * rate, TLS, kind of addresses (design.md 8). Who may do what is not decided here.
 */
public final class DoorKeys {
  // Filled by the constants below in the order in which they stand; must come before them.
  static final KeyList LIST = new KeyList();

  /** Further values of {@code Host} that are taken for this server's own. */
  public static final Key<List<String>> ALLOWED_HOSTS =
      LIST.with(
          KeyGroup.SERVER,
          "allowed-hosts",
          new ListType("host names or IP addresses, without port", new HostForm()),
          Collections.<String>emptyList(),
          "Hosts that a request may name besides loopback, `host` and the host of an absolute"
              + " `route`; others are refused.");

  /** Middlewares that every request passes. */
  public static final Key<List<String>> MIDDLEWARES =
      LIST.with(
          KeyGroup.SERVER,
          "middlewares",
          new ListType("words of letters, digits and -", new WordForm()),
          Collections.unmodifiableList(
              Arrays.asList("recovery", "logger", "secure", "nocache", "cors", "ratelimit")),
          "What every request passes besides the checks that are always on; see docs/middlewares.md.");

  /** Requests in a second that one address may make in the long run. */
  public static final Key<Integer> RATE_LIMIT =
      LIST.with(
          KeyGroup.SERVER,
          "rate-limit",
          IntegerType.range(1, 100_000),
          100,
          "Most requests to the operations server in a second from one address (ratelimit); further"
              + " ones are answered 429.");

  /** Kind of addresses that the server listens on. */
  public static final Key<Ipv6Mode> IPV6 =
      LIST.with(
          KeyGroup.SERVER,
          "ipv6",
          new WordType<Ipv6Mode>(Ipv6Mode.values()),
          Ipv6Mode.ENABLE,
          "Whether the operations server takes IPv6 connections (enable), no others (only), or none"
              + " (disable).");

  /** Certificate of the server; with it the server speaks TLS alone. */
  public static final Key<File> TLS_CERTIFICATE =
      LIST.without(
          KeyGroup.SERVER,
          "tls.certificate",
          new FileType(),
          "none",
          "PEM or PKCS12 file; with it the operations server speaks HTTPS, by default on port 8276."
              + " Read again when it changes.");

  /** Private key of the certificate. */
  public static final Key<File> TLS_PRIVATE_KEY =
      LIST.without(
          KeyGroup.SERVER,
          "tls.private-key",
          new FileType(),
          "none",
          "PEM file with the private key (PKCS#8) when `tls.certificate` is a PEM file.");

  /** File with the password of the key. */
  public static final Key<File> TLS_PASSWORD_FILE =
      LIST.without(
          KeyGroup.SERVER,
          "tls.password-file",
          new FileType(),
          "none",
          "File whose first line is the password of the PKCS12 file or of an encrypted private"
              + " key.");

  private DoorKeys() {}
}

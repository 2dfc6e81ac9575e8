package io.opsagent.server.http;

import io.opsagent.server.api.OperationsApiSettings;
import io.opsagent.server.middleware.Middlewares;
import io.opsagent.server.net.LoopbackAddress;
import io.opsagent.server.net.WebOrigin;
import io.opsagent.server.plugin.ServerPlugins;
import io.opsagent.settings.Ipv6Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, which web pages may call it, and how its API presents itself.
 * Immutable; made by {@link #builder}.
 *
 * @param host address or name to bind to
 * @param port 0 to 65535; 0 takes any free one
 * @param portIsExplicit whether a person chose the port: then no other is taken instead
 * @param production whether only the server's own pages may call it from a browser (design.md 5)
 * @param allowedHosts hosts besides the own ones that a request may name
 * @param allowOrigins origins of web pages that may call besides the own one, {@code *} for all;
 *     null means none in production, else the published console
 * @param middlewares names of what every request passes (docs/middlewares.md)
 * @param requestsPerSecond of one address in the long run, for the middleware {@code ratelimit}
 * @param tls certificate and key; null for plain HTTP
 * @param ipv6 kind of addresses
 * @param plugins what a user's jars bring
 * @param api settings of the API
 */
public record OperationsServerSettings(
    String host,
    int port,
    boolean portIsExplicit,
    boolean production,
    List<String> allowedHosts,
    @Nullable List<String> allowOrigins,
    List<String> middlewares,
    int requestsPerSecond,
    @Nullable TlsSettings tls,
    Ipv6Mode ipv6,
    ServerPlugins plugins,
    OperationsApiSettings api) {
  /** The port when nobody chose one. */
  public static final int DEFAULT_PORT = 8274;

  static final String ANY_ORIGIN = "*";

  /**
   * Checks the values and copies the list.
   *
   * @throws IllegalArgumentException naming the key, the value and what is allowed
   */
  public OperationsServerSettings {
    allowedHosts = List.copyOf(allowedHosts);
    middlewares = List.copyOf(middlewares);
    if (requestsPerSecond < 1) {
      throw new IllegalArgumentException(
          "rate-limit is " + requestsPerSecond + ". Set it to 1 or more.");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty. Set it to an address such as 127.0.0.1.");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port is " + port + ". Set it to 1 to 65535, or 0 for any free port.");
    }
    if (allowOrigins != null) {
      allowOrigins = List.copyOf(allowOrigins);
      allowOrigins.forEach(OperationsServerSettings::checkOrigin);
    }
  }

  /**
   * Whether there is something that only its use can prove right, so that the server must not wait
   * for a first caller to find it wrong.
   */
  boolean needsTrial() {
    return tls != null
        || plugins != ServerPlugins.NONE
        || !middlewares.equals(Middlewares.DEFAULT_NAMES);
  }

  /**
   * A builder with the defaults: loopback, port 8274 or the next free one, route ops, production.
   */
  public static Builder builder(String serviceName) {
    return new Builder(serviceName);
  }

  private static void checkOrigin(String text) {
    boolean isOrigin =
        WebOrigin.parse(text).isPresent() && text.indexOf('/', text.indexOf("://") + 3) < 0;
    if (!isOrigin && !text.equals(ANY_ORIGIN)) {
      throw new IllegalArgumentException(
          "allow-origins holds '"
              + text
              + "'. Allowed are origins such as https://ops.utilmeta.com, without a path, or *.");
    }
  }

  /** Collects settings; for one thread. */
  public static final class Builder {
    private final String serviceName;
    private String host = "127.0.0.1";
    private int port = DEFAULT_PORT;
    private boolean portIsExplicit;
    private boolean production = true;
    private List<String> allowedHosts = List.of();
    private @Nullable List<String> allowOrigins;
    private List<String> middlewares = Middlewares.DEFAULT_NAMES;
    private int requestsPerSecond = 100;
    private @Nullable TlsSettings tls;
    private Ipv6Mode ipv6 = Ipv6Mode.ENABLE;
    private ServerPlugins plugins = ServerPlugins.NONE;
    private String route = "ops";
    private @Nullable String baseUrl;
    private List<String> localScope = List.of("*");
    private List<String> disabledScope = List.of();
    private @Nullable String connectionKey;
    private List<String> privateScope = List.of();
    private List<String> trustedProxies = List.of();
    private boolean checksAudience;

    private Builder(String serviceName) {
      this.serviceName = serviceName;
    }

    /** Address or name to bind to. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** The port that a person chose. */
    public Builder port(int value) {
      port = value;
      portIsExplicit = true;
      return this;
    }

    /** The port to begin with, from which the server may move on. */
    public Builder defaultPort(int value) {
      port = value;
      portIsExplicit = false;
      return this;
    }

    /** Whether only own pages may call. */
    public Builder production(boolean value) {
      production = value;
      return this;
    }

    /** Hosts that a request may name besides the own ones. */
    public Builder allowedHosts(List<String> value) {
      allowedHosts = value;
      return this;
    }

    /** Names of middlewares, instead of {@link Middlewares#DEFAULT_NAMES}. */
    public Builder middlewares(List<String> value) {
      middlewares = value;
      return this;
    }

    /** Requests of one address in a second. */
    public Builder requestsPerSecond(int value) {
      requestsPerSecond = value;
      return this;
    }

    /** Certificate and key, or null; moves the default port to {@link TlsSettings#DEFAULT_PORT}. */
    public Builder tls(@Nullable TlsSettings value) {
      tls = value;
      return this;
    }

    /** Kind of addresses. */
    public Builder ipv6(Ipv6Mode value) {
      ipv6 = value;
      return this;
    }

    /** What a user's jars bring. */
    public Builder plugins(ServerPlugins value) {
      plugins = value;
      return this;
    }

    /** Origins of pages that may call; null for the default. */
    public Builder allowOrigins(@Nullable List<String> value) {
      allowOrigins = value;
      return this;
    }

    /** Path of the API, or the absolute URL under which it is reached. */
    public Builder route(String value) {
      route = value;
      return this;
    }

    /** Absolute URL of the service, or null. */
    public Builder baseUrl(@Nullable String value) {
      baseUrl = value;
      return this;
    }

    /** Scopes of local callers. */
    public Builder localScope(List<String> value) {
      localScope = value;
      return this;
    }

    /** Scopes that nobody has. */
    public Builder disabledScope(List<String> value) {
      disabledScope = value;
      return this;
    }

    /** What local callers must bring, or null. */
    public Builder connectionKey(@Nullable String value) {
      connectionKey = value;
      return this;
    }

    /** Scopes of callers in the private network. */
    public Builder privateScope(List<String> value) {
      privateScope = value;
      return this;
    }

    /** Addresses and networks whose forwarding headers are believed. */
    public Builder trustedProxies(List<String> value) {
      trustedProxies = value;
      return this;
    }

    /** Whether a token for another audience is refused. */
    public Builder checksAudience(boolean value) {
      checksAudience = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if a value is not allowed; the message names it
     */
    public OperationsServerSettings build() {
      OperationsApiSettings api =
          new OperationsApiSettings(
              route,
              baseUrl,
              serviceName,
              localScope,
              disabledScope,
              connectionKey,
              privateScope,
              trustedProxies,
              checksAudience,
              !LoopbackAddress.isLoopbackHost(host));
      boolean movesPort = tls != null && !portIsExplicit && port == DEFAULT_PORT;
      return new OperationsServerSettings(
          host,
          movesPort ? TlsSettings.DEFAULT_PORT : port,
          portIsExplicit,
          production,
          allowedHosts,
          allowOrigins,
          middlewares,
          requestsPerSecond,
          tls,
          ipv6,
          plugins,
          api);
    }
  }
}

package io.opsagent.server;

import io.opsagent.server.http.OperationsServerSettings;
import io.opsagent.server.http.TlsSettings;
import io.opsagent.server.plugin.ServerPlugins;
import io.opsagent.settings.AccessKeys;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.DoorKeys;
import io.opsagent.settings.Keys;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the keys of the door and of who may enter mean for the operations server. */
final class ServerConfiguration {
  private ServerConfiguration() {}

  private static @Nullable TlsSettings tls(Configuration configuration) {
    File certificate = configuration.find(DoorKeys.TLS_CERTIFICATE);
    return certificate == null
        ? null
        : new TlsSettings(
            certificate,
            configuration.find(DoorKeys.TLS_PRIVATE_KEY),
            configuration.find(DoorKeys.TLS_PASSWORD_FILE));
  }

  /**
   * The settings of the server.
   *
   * @param service name of the service
   * @param plugins what jars beside the data bring
   */
  static OperationsServerSettings settings(
      Configuration configuration, String service, ServerPlugins plugins) {
    OperationsServerSettings.Builder settings =
        OperationsServerSettings.builder(service)
            .host(configuration.get(Keys.HOST))
            .production(configuration.get(Keys.PRODUCTION))
            .route(configuration.get(Keys.ROUTE))
            .baseUrl(configuration.find(Keys.BASE_URL))
            .localScope(configuration.get(AccessKeys.LOCAL_SCOPE))
            .privateScope(configuration.get(AccessKeys.PRIVATE_SCOPE))
            .disabledScope(configuration.get(AccessKeys.DISABLED_SCOPE))
            .trustedProxies(configuration.get(Keys.TRUSTED_PROXIES))
            .checksAudience(configuration.get(AccessKeys.CHECK_AUDIENCE));
    String connectionKey = configuration.find(AccessKeys.CONNECTION_KEY);
    if (connectionKey != null && connectionKey.isEmpty()) {
      // A wrong key, which is no reason to let anybody in without one.
      settings.localScope(List.of()).privateScope(List.of());
    } else {
      settings.connectionKey(connectionKey);
    }
    settings
        .allowedHosts(configuration.get(DoorKeys.ALLOWED_HOSTS))
        .middlewares(configuration.get(DoorKeys.MIDDLEWARES))
        .requestsPerSecond(configuration.get(DoorKeys.RATE_LIMIT))
        .ipv6(configuration.get(DoorKeys.IPV6))
        .tls(tls(configuration))
        .plugins(plugins);
    if (configuration.isSet(Keys.PORT)) {
      settings.port(configuration.get(Keys.PORT));
    }
    if (configuration.isSet(Keys.ALLOW_ORIGINS)) {
      settings.allowOrigins(configuration.get(Keys.ALLOW_ORIGINS));
    }
    return settings.build();
  }
}

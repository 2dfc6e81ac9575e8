package io.opsagent.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The document of the service, built when it is asked for first and kept (operations-api.md 10.1).
 * Sources that cannot be read are left out with a warning. Any thread; one builds at a time.
 */
public final class OpenApi {
  private static final Logger LOG = LoggerFactory.getLogger(OpenApi.class);

  private final String service;
  private final @Nullable String version;
  private final @Nullable String baseUrl;
  private final Supplier<List<SeenEndpoint>> seen;
  private final List<DocumentSource> sources;
  private @Nullable ObjectNode kept;

  /**
   * A document.
   *
   * @param service its title
   * @param version of the service, or null
   * @param baseUrl URL of the service as its callers see it, or null
   * @param setting what the key {@code openapi} says, or null
   * @param seen the endpoints that answered requests so far
   */
  public OpenApi(
      String service,
      @Nullable String version,
      @Nullable String baseUrl,
      @Nullable String setting,
      Supplier<List<SeenEndpoint>> seen) {
    this.service = service;
    this.version = version;
    this.baseUrl = baseUrl;
    this.seen = seen;
    this.sources = setting == null ? List.of() : DocumentSource.of(setting);
  }

  /**
   * The document.
   *
   * @param cacheControl the header of the request, or null: {@code no-cache}, {@code no-store} and
   *     {@code max-age=0} build it anew, {@code no-store} does not keep it
   */
  public synchronized ObjectNode document(@Nullable String cacheControl) {
    String control = cacheControl == null ? "" : cacheControl;
    boolean isUnkept = control.contains("no-store");
    ObjectNode known = kept;
    if (known != null
        && !isUnkept
        && !control.contains("no-cache")
        && !control.contains("max-age=0")) {
      return known;
    }
    ObjectNode built = build();
    if (!isUnkept) {
      kept = built;
    }
    return built;
  }

  private ObjectNode build() {
    OpenApiDocument document =
        new OpenApiDocument(SeenDocument.of(service, version, baseUrl, seen.get()), baseUrl);
    for (DocumentSource source : sources) {
      try {
        document.add(source.read());
      } catch (IOException e) {
        LOG.warn("openapi: {} is left out: {}", source.name(), e.getMessage());
      }
    }
    return document.build();
  }
}

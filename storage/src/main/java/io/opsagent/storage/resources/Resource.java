package io.opsagent.storage.resources;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that requests run on (operations-api.md 1.18).
 *
 * @param id its key among those of its kind
 * @param kind what it is
 * @param service that it belongs to; null for a host
 * @param ident what tells it from others of its kind
 * @param serverId its host, or null
 * @param factsJson a JSON object of what it is, empty while nobody has said it
 * @param createdAt when it was first seen
 * @param updatedAt when its facts changed, or null
 */
public record Resource(
    long id,
    Kind kind,
    @Nullable String service,
    String ident,
    @Nullable Long serverId,
    String factsJson,
    Instant createdAt,
    @Nullable Instant updatedAt) {

  /** What a resource is. */
  public enum Kind {
    /** A host. */
    SERVER,
    /** One deployment of a service on a host. */
    INSTANCE,
    /** A database. */
    DATABASE,
    /** A cache. */
    CACHE
  }
}

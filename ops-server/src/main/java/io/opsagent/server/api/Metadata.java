package io.opsagent.server.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members that every stored own resource has (design.md 7). */
final class Metadata {
  private Metadata() {}

  /** A resource with its metadata, to which its own members are added. */
  static Map<String, @Nullable Object> of(
      String kind, long id, String name, Instant createdAt, Instant updatedAt) {
    Map<String, @Nullable Object> resource = new LinkedHashMap<>();
    resource.put("id", id);
    resource.put("instanceID", InstanceId.of(kind, id));
    resource.put("name", name);
    resource.put("extend", Map.of());
    resource.put("createdAt", createdAt.toString());
    resource.put("updatedAt", updatedAt.toString());
    return resource;
  }

  /** A time, or null. */
  static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}

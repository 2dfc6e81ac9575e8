package io.opsagent.server.pipeline;

import io.opsagent.rules.UserAgent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last thousand different user agents, each read once. Drain thread only. */
final class UserAgents {
  private static final int MAX_REMEMBERED = 1_000;

  private final Map<String, UserAgent> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UserAgent> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  @Nullable UserAgent of(@Nullable String header) {
    return header == null || header.isBlank() ? null : known.computeIfAbsent(header, UserAgent::of);
  }
}

package io.opsagent.server.middleware;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code dump}: method, target and headers of every request at level WARN in the agent's own log,
 * for those who write a client. Refused in production. What authenticates is masked; queries and
 * bodies are left out.
 */
final class Dump implements Middleware {
  static final String NAME = "dump";
  private static final Logger LOG = LoggerFactory.getLogger(Dump.class);
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "host",
          "origin",
          "sec-fetch-dest",
          "sec-fetch-mode",
          "sec-fetch-site",
          "user-agent",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-node-id",
          "x-request-id",
          "x-utilmeta-node-id");
  private static final int MAX_CHARS = 4_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void handle(ApiCall call, Chain next) throws Exception {
    LOG.warn("{}", text(call));
    next.proceed();
  }

  static String text(ApiCall call) {
    String headers =
        call.headers().entrySet().stream().map(Dump::shown).collect(Collectors.joining("; "));
    String text = call.method() + " " + call.path() + "; " + headers;
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
  }

  private static String shown(Map.Entry<String, List<String>> header) {
    boolean isShown = SHOWN.contains(header.getKey().toLowerCase(Locale.ROOT));
    return header.getKey() + ": " + (isShown ? String.join(", ", header.getValue()) : "******");
  }
}

package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.storage.ServiceLogFacts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows by the values of some columns (docs/spec/console/console.md 9). A row where a column
 * is empty does not count in it. For one thread.
 */
final class LogFacets {
  private static final long[] DURATION_STEPS_MILLIS = {
    10_000, 3_000, 1_000, 300, 100, 30, 10, 3, 1
  };
  private static final int MICROS_PER_MILLI = 1_000;
  private static final int MAX_CLIENTS_KNOWN = 1_000;

  private final LogPrivacy privacy;
  private final Map<String, String> clientNames = new HashMap<>();
  private final Map<Facet, ValueCounts> counts = new LinkedHashMap<>();

  LogFacets(List<Facet> facets, LogPrivacy privacy) {
    this.privacy = privacy;
    facets.forEach(facet -> counts.put(facet, new ValueCounts()));
  }

  void add(ServiceLogFacts row) {
    add(row, 1);
  }

  /** Counts several rows that have the same values. */
  void add(ServiceLogFacts row, long times) {
    counts.forEach(
        (facet, values) -> {
          String value = value(facet, row);
          if (value != null && !value.isEmpty()) {
            values.add(value, times);
          }
        });
  }

  /** What was counted of a facet. */
  ValueCounts of(Facet facet) {
    return counts.getOrDefault(facet, new ValueCounts());
  }

  private @Nullable String value(Facet facet, ServiceLogFacts row) {
    return switch (facet) {
      case USER -> privacy.userId(row.userId());
      case IP -> privacy.ip(row.ip());
      case CLIENT -> clientName(row.userAgentJson());
      default -> facet.value.apply(row);
    };
  }

  /** The browser without its version: others are as many as there are releases. */
  private @Nullable String clientName(@Nullable String json) {
    if (json == null) {
      return null;
    }
    String known = clientNames.get(json);
    if (known != null) {
      return known;
    }
    JsonNode agent = Json.read(json.getBytes(StandardCharsets.UTF_8));
    String name = agent == null ? "" : agent.path("browser").asText("");
    String plain = name.replaceFirst("[ /]v?\\d.*$", "");
    if (clientNames.size() < MAX_CLIENTS_KNOWN) {
      clientNames.put(json, plain);
    }
    return plain;
  }

  private static String durationStep(ServiceLogFacts row) {
    for (long step : DURATION_STEPS_MILLIS) {
      if (row.durationMicros() >= step * MICROS_PER_MILLI) {
        return Long.toString(step);
      }
    }
    return "0";
  }

  /** What rows are counted by. */
  enum Facet {
    STATUS("status", row -> StatusClass.name(StatusClass.of(row.status()))),
    STATUS_CODE("status", row -> row.status() == null ? null : row.status().toString()),
    /** The values are the least milliseconds of a band. */
    DURATION("duration", LogFacets::durationStep),
    ENDPOINT("endpoint", ServiceLogFacts::endpointIdent),
    ROUTE("route", ServiceLogFacts::route),
    ERROR("error", ServiceLogFacts::exceptionType),
    FINGERPRINT("fingerprint", ServiceLogFacts::exceptionFingerprint),
    METHOD("method", row -> row.method().toUpperCase(Locale.ROOT)),
    LEVEL("level", ServiceLogFacts::level),
    INSTANCE("instance", row -> row.instanceId() == null ? null : row.instanceId().toString()),
    USER("user", ServiceLogFacts::userId),
    IP("ip", ServiceLogFacts::ip),
    CLIENT("", row -> null),
    TYPE("type", ServiceLogFacts::responseType),
    REQUEST_TYPE("request_type", ServiceLogFacts::requestType);

    private final String filter;
    private final Function<ServiceLogFacts, @Nullable String> value;

    Facet(String filter, Function<ServiceLogFacts, @Nullable String> value) {
      this.filter = filter;
      this.value = value;
    }

    /** Whether rows of one kind and instance agree in it, so that rows need not be read. */
    boolean isOfKinds() {
      return switch (this) {
        case STATUS, STATUS_CODE, ENDPOINT, ROUTE, ERROR, FINGERPRINT, METHOD, LEVEL, INSTANCE ->
            true;
        case DURATION, USER, IP, CLIENT, TYPE, REQUEST_TYPE -> false;
      };
    }

    /** The name of the filter by it, as in {@link LogTerms}; empty for none. */
    String filter() {
      return filter;
    }

    /** Its name in an answer. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

package io.opsagent.storage;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes filters for tests: all rows of service "shop", with what the test says added. */
final class ServiceLogFilters {
  String service = "shop";
  @Nullable String level = null;
  @Nullable Integer status = null;
  @Nullable Integer statusGte = null;
  @Nullable Integer statusLte = null;
  @Nullable String method = null;
  @Nullable String endpointIdent = null;
  @Nullable String endpointLike = null;
  @Nullable String ip = null;
  @Nullable String userId = null;
  @Nullable String requestType = null;
  @Nullable String responseType = null;
  @Nullable Boolean isPublic = null;
  @Nullable Instant timeGte = null;
  @Nullable Instant timeLte = null;
  @Nullable String path = null;
  @Nullable String pathContains = null;
  @Nullable String pathStartsWith = null;
  @Nullable String pathEndsWith = null;
  @Nullable String requestId = null;
  @Nullable Long instanceId = null;
  List<ServiceLogTerm> terms = List.of();

  private ServiceLogFilters() {}

  static ServiceLogFilter all() {
    return filter(unchanged -> {});
  }

  static ServiceLogFilter filter(Consumer<ServiceLogFilters> change) {
    ServiceLogFilters f = new ServiceLogFilters();
    change.accept(f);
    return new ServiceLogFilter(
        f.service,
        f.level,
        f.status,
        f.statusGte,
        f.statusLte,
        f.method,
        f.endpointIdent,
        f.endpointLike,
        f.ip,
        f.userId,
        f.requestType,
        f.responseType,
        f.isPublic,
        f.timeGte,
        f.timeLte,
        f.path,
        f.pathContains,
        f.pathStartsWith,
        f.pathEndsWith,
        f.requestId,
        f.instanceId,
        f.terms);
  }
}

package io.opsagent.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which service logs are meant: every member that is not null must hold. The members are the
 * filters of {@code GET /logs/service} (operations-api.md 1.12), the terms those of the console.
 *
 * @param service rows of this service
 * @param level equal, ignoring case
 * @param status equal
 * @param statusGte at least
 * @param statusLte at most
 * @param method equal, ignoring case
 * @param endpointIdent equal
 * @param endpointLike contained, ignoring case, in endpoint ident, endpoint reference or path
 * @param ip client address, equal
 * @param userId equal
 * @param requestType equal
 * @param responseType equal
 * @param isPublic equal
 * @param timeGte at or after
 * @param timeLte at or before
 * @param path equal
 * @param pathContains contained in the path
 * @param pathStartsWith prefix of the path
 * @param pathEndsWith suffix of the path
 * @param requestId equal
 * @param instanceId equal
 * @param terms further conditions
 */
public record ServiceLogFilter(
    String service,
    @Nullable String level,
    @Nullable Integer status,
    @Nullable Integer statusGte,
    @Nullable Integer statusLte,
    @Nullable String method,
    @Nullable String endpointIdent,
    @Nullable String endpointLike,
    @Nullable String ip,
    @Nullable String userId,
    @Nullable String requestType,
    @Nullable String responseType,
    @Nullable Boolean isPublic,
    @Nullable Instant timeGte,
    @Nullable Instant timeLte,
    @Nullable String path,
    @Nullable String pathContains,
    @Nullable String pathStartsWith,
    @Nullable String pathEndsWith,
    @Nullable String requestId,
    @Nullable Long instanceId,
    List<ServiceLogTerm> terms) {
  /** Copies the list. */
  public ServiceLogFilter {
    terms = List.copyOf(terms);
  }
}

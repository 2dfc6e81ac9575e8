package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.access.Access;
import io.opsagent.storage.access.AuditEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/audit}: who did what, from where, and how it ended. */
final class AuditResource {
  private final Access access;
  private final Coverage coverage;

  AuditResource(Access access, Coverage coverage) {
    this.access = access;
    this.coverage = coverage;
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    KeyPage page = KeyPage.of(parameters);
    List<AuditEntry> rows =
        access.repositories().audit().list(parameters.text("subject"), page.before(), page.limit());
    Map<String, @Nullable Object> more = coverage.ofRows(null).members();
    more.put("leftOut", access.audit().leftOut());
    more.put("waiting", access.audit().waiting());
    page.send(ctx, rows, AuditEntry::id, AuditResource::view, more);
  }

  private static Map<String, @Nullable Object> view(AuditEntry entry) {
    Map<String, @Nullable Object> view =
        Metadata.of("audit", entry.id(), entry.action(), entry.time(), entry.time());
    view.put("node", entry.node());
    view.put("subject", entry.subject());
    view.put("ip", entry.ip());
    view.put("action", entry.action());
    view.put("target", entry.target());
    view.put("status", entry.status());
    view.put("detail", entry.detail());
    view.put("requestID", entry.requestId());
    return view;
  }
}

package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.runtime.HeapDump;
import io.opsagent.server.runtime.HeapDumps;
import io.opsagent.server.runtime.RuntimeInspection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/runtime/heap/dumps}: heap dumps as files on this machine. They are not sent: whoever
 * may read the file can fetch it, and nobody else.
 */
final class HeapDumpResource {
  private static final String KIND = "heapdump";

  private final RuntimeInspection inspection;

  HeapDumpResource(RuntimeInspection inspection) {
    this.inspection = inspection;
  }

  void create(Context ctx) {
    HeapDump begun = RuntimeResource.answer(inspection::dumpHeap);
    AuditTrail.target(ctx, InstanceId.of(KIND, begun.id()));
    ctx.status(202);
    Answers.send(ctx, view(begun));
  }

  void list(Context ctx) {
    KeyPage page = KeyPage.of(QueryParameters.parse(ctx.queryString()));
    List<HeapDump> rows =
        inspection.heapDumps().list().stream()
            .filter(one -> one.id() < page.before())
            .limit(page.limit())
            .toList();
    page.send(ctx, rows, HeapDump::id, HeapDumpResource::view, room(inspection.heapDumps()));
  }

  /** What somebody wants to know before he asks for a dump. */
  private static Map<String, Object> room(HeapDumps dumps) {
    return Map.of(
        "enabled", dumps.isEnabled(),
        "folder", dumps.folder().toString(),
        "freeBytes", dumps.freeBytes(),
        "expectedBytes", HeapDumps.expectedBytes(),
        "maxFiles", HeapDumps.MAX_FILES);
  }

  void get(Context ctx) {
    Answers.send(
        ctx, view(inspection.heapDumps().find(id(ctx)).orElseThrow(ApiException::notFound)));
  }

  void delete(Context ctx) {
    long id = id(ctx);
    HeapDump deleted =
        RuntimeResource.answer(() -> inspection.heapDumps().delete(id))
            .orElseThrow(ApiException::notFound);
    AuditTrail.target(ctx, InstanceId.of(KIND, id));
    Answers.send(ctx, view(deleted));
  }

  private static long id(Context ctx) {
    return InstanceId.parse(KIND, ctx.pathParam("id")).orElseThrow(ApiException::notFound);
  }

  private static Map<String, @Nullable Object> view(HeapDump dump) {
    Map<String, @Nullable Object> view =
        Metadata.of(
            KIND, dump.id(), "heap-" + dump.id() + ".hprof", dump.createdAt(), dump.createdAt());
    view.put("path", dump.path());
    view.put("state", dump.state());
    view.put("bytes", dump.bytes());
    view.put("problem", dump.problem());
    return view;
  }
}

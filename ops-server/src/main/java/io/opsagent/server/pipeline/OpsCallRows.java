package io.opsagent.server.pipeline;

import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Level;
import io.opsagent.rules.Masking;
import io.opsagent.rules.OperationId;
import io.opsagent.rules.RowBudget;
import io.opsagent.rules.UserAgent;
import io.opsagent.server.net.OpsCall;
import io.opsagent.server.net.PlatformRows;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.storage.ServiceLog;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows of calls to the OperationsAPI that failed (operations-api.md 6.2). They are not counted in
 * the statistics, which are the application's. Ten a second and no more: whoever tries doors must
 * not fill the log. Any thread.
 */
final class OpsCallRows {
  private static final int ROWS_PER_SECOND = 10;
  private static final int BURST_ROWS = 100;

  private final String service;
  private final Supplier<@Nullable RowOrigin> self;
  private final Supplier<LogSettings> settings;
  private final LogQueue queue;
  private final RowBudget budget = new RowBudget(ROWS_PER_SECOND, BURST_ROWS, System.nanoTime());
  private final LongAdder leftOut = new LongAdder();
  private final long pid = ProcessHandle.current().pid();

  OpsCallRows(
      String service,
      Supplier<@Nullable RowOrigin> self,
      Supplier<LogSettings> settings,
      LogQueue queue) {
    this.service = service;
    this.self = self;
    this.settings = settings;
    this.queue = queue;
  }

  void record(OpsCall call) {
    boolean isAllowed;
    synchronized (budget) {
      isAllowed = budget.tryTake(System.nanoTime());
    }
    if (!isAllowed) {
      leftOut.increment();
    } else if (queue.hasRoom()) {
      queue.offer(row(call));
    }
  }

  /** Calls that found the budget used up. */
  long leftOut() {
    return leftOut.sum();
  }

  private ServiceLog row(OpsCall call) {
    LogSettings current = settings.get();
    Masking masking = current.masking();
    Level level = Level.ofStatus(call.status());
    RowOrigin origin = self.get();
    String path = masking.maskUrl(call.path());
    String query = call.query() == null ? "" : "?" + call.query();
    String site = call.host() == null ? "" : call.scheme() + "://" + call.host();
    String route = call.route();
    return new ServiceLog(
        0,
        call.platformToken() == null ? service : PlatformRows.serviceOf(service),
        origin == null ? null : origin.nodeId(),
        masking.maskText(call.requestId()),
        null,
        "completed",
        level.name(),
        current.rules().isVolatile(level, call.durationMicros()),
        call.time(),
        call.durationMicros(),
        call.scheme(),
        call.protocol(),
        call.method(),
        path,
        masking.maskUrl(site + call.path() + query),
        route,
        route == null ? null : OperationId.of(call.method(), route),
        null,
        call.status(),
        null,
        call.ip(),
        call.peer(),
        TrustedProxies.isPublic(call.ip()),
        null,
        null,
        null,
        call.userAgent() == null ? null : UserAgent.of(call.userAgent()).json(),
        masking.queryJson(call.query()),
        null,
        null,
        null,
        null,
        "[]",
        "[]",
        detailsJson(call),
        call.inBytes(),
        0,
        null,
        null,
        call.threadId(),
        call.threadName(),
        pid,
        origin == null ? null : origin.workerId(),
        origin == null ? null : origin.instanceId());
  }

  private static String detailsJson(OpsCall call) {
    StringBuilder text = new StringBuilder(64);
    JsonWriter json = new JsonWriter(text);
    json.beginObject();
    json.name("entry_point").value("operations_api");
    OpsCall.PlatformToken token = call.platformToken();
    if (token != null && token.id() != null) {
      json.name("access_token_id").value(token.id());
    }
    json.endObject();
    return text.toString();
  }
}

package io.opsagent.contract;

import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All rows of one agent in full, by request id and by path. Immutable. */
final class Rows {
  private final List<RecordedExchange> all;
  private final Map<String, List<RecordedExchange>> byId = new HashMap<>();
  private final Map<String, List<RecordedExchange>> byPath = new HashMap<>();

  private Rows(List<RecordedExchange> all) {
    this.all = all;
    for (RecordedExchange row : all) {
      byId.computeIfAbsent(row.detail("request_id"), id -> new ArrayList<>()).add(row);
      byPath.computeIfAbsent(row.row().path(), path -> new ArrayList<>()).add(row);
    }
  }

  /** Asks the agent for all rows, oldest first. */
  static Rows of(OperationsApi api) {
    List<RecordedExchange> rows = new ArrayList<>();
    for (LogRow row : api.logs(LogFilter.all())) {
      rows.add(0, new RecordedExchange(api.log(row.id())));
    }
    return new Rows(rows);
  }

  /** The rows of this request. */
  List<RecordedExchange> of(Request request) {
    return request.sendsId()
        ? byId.getOrDefault(request.id(), List.of())
        : byPath.getOrDefault(request.path(), List.of());
  }

  /** Rows of requests that the server could not parse and that no case gave an id, oldest first. */
  List<RecordedExchange> bad() {
    return all.stream()
        .filter(row -> row.row().outcome().equals("bad_request"))
        .filter(row -> !row.detail("request_id").startsWith("case-"))
        .toList();
  }

  /** Rows that belong to no request of these, in short. */
  List<String> unclaimed(Collection<CaseRun> runs) {
    Set<RecordedExchange> claimed = new HashSet<>(bad());
    for (CaseRun run : runs) {
      run.sent().values().forEach(sent -> claimed.addAll(of(sent.request())));
    }
    return all.stream()
        .filter(row -> !claimed.contains(row))
        .map(
            row -> row.row().method() + " " + row.row().path() + " " + row.row().status().orElse(0))
        .toList();
  }
}

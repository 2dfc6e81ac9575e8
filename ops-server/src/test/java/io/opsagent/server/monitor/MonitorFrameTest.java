package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitorFrameTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static MonitorSample sample(int second, String values) {
    return new MonitorSample(
        second, MonitorKind.WORKER, 1, 0, NOON.plusSeconds(second), 30, values);
  }

  private static List<MonitorSample> samples() {
    return List.of(
        sample(10, "{\"requests\": 1, \"rps\": 0.333, \"open_files\": null}"),
        sample(40, "{\"requests\": 2, \"rps\": 0.334, \"open_files\": 4}"),
        sample(70, "{\"requests\": 4, \"rps\": 1, \"metrics\": {\"heap_used\": 5}}"));
  }

  @Test
  void a_frame_has_lists_of_equal_length_and_null_for_what_is_not_known() {
    Map<String, List<@Nullable Object>> frame =
        MonitorFrame.raw(MonitorKind.WORKER, samples(), Instant::toString);

    assertThat(frame.values()).allSatisfy(column -> assertThat(column).hasSize(3));
    assertThat(frame).containsKeys("cpu_percent", "metrics", "id", "time");
    assertThat(frame.get("requests")).hasToString("[1, 2, 4]");
    assertThat(frame.get("open_files")).hasToString("[null, 4, null]");
    assertThat(frame.get("time")).first().isEqualTo(NOON.getEpochSecond() + 10.0);
  }

  @Test
  void without_a_sample_there_are_the_base_keys_with_empty_lists() {
    Map<String, List<@Nullable Object>> frame =
        MonitorFrame.raw(MonitorKind.SERVER, List.of(), Instant::toString);

    assertThat(frame.keySet()).containsExactlyElementsOf(MonitorFrame.baseKeys(MonitorKind.SERVER));
    assertThat(frame.values()).allSatisfy(column -> assertThat(column).isEmpty());
  }

  @Test
  void minutes_have_sums_and_means_and_times_as_text() {
    Map<String, List<@Nullable Object>> frame =
        MonitorFrame.grouped(MonitorKind.WORKER, samples(), 60, 10, Instant::toString);

    assertThat(frame.get("t")).containsExactly("2026-03-01T12:00:00Z", "2026-03-01T12:01:00Z");
    assertThat(frame.get("time")).isEqualTo(frame.get("t"));
    assertThat(frame.get("requests")).containsExactly(3.0, 4.0);
    assertThat(frame.get("rps")).containsExactly(0.33, 1.0);
    assertThat(frame.get("open_files")).containsExactly(4.0, null);
    assertThat(frame).doesNotContainKeys("id", "metrics");
  }

  @Test
  void days_have_dates_and_other_lengths_whole_seconds() {
    assertThat(
            MonitorFrame.grouped(MonitorKind.WORKER, samples(), 86_400, 10, Instant::toString)
                .get("time"))
        .containsExactly("2026-03-01");
    Map<String, List<@Nullable Object>> tens =
        MonitorFrame.grouped(MonitorKind.WORKER, samples(), 10, 2, Instant::toString);
    assertThat(tens.get("time")).isEqualTo(new ArrayList<>(List.of(at(40), at(70))));
    assertThat(tens.get("open_files")).containsExactly(4.0, 0.0);
    assertThat(tens).doesNotContainKey("t");
  }

  private static long at(int second) {
    return NOON.getEpochSecond() + second;
  }
}

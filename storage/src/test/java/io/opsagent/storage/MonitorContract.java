package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the samples of monitors say, on each engine. */
abstract class MonitorContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private DatabaseAccess database;
  private MonitorRepository monitors;

  /** An empty database; it is closed after the test. */
  abstract DatabaseAccess open() throws Exception;

  @BeforeEach
  void begin() throws Exception {
    database = open();
    monitors = new JdbiMonitorRepository(database);
  }

  @AfterEach
  void end() {
    database.close();
  }

  private static MonitorSample sample(MonitorKind kind, long subject, int layer, int second) {
    return new MonitorSample(
        0, kind, subject, layer, NOON.plusSeconds(second), 30, "{\"s\":" + second + "}");
  }

  private void addWorkerSeconds(int... seconds) {
    List<MonitorSample> samples = new ArrayList<>();
    for (int second : seconds) {
      samples.add(sample(MonitorKind.WORKER, 1, MonitorSample.RAW, second));
    }
    monitors.add(samples);
  }

  private List<String> values(
      @Nullable Integer layer, @Nullable Instant from, @Nullable Instant to, int limit) {
    return monitors
        .newest(new MonitorRepository.Query(MonitorKind.WORKER, 1, layer, null, from, to), limit)
        .stream()
        .map(MonitorSample::valuesJson)
        .toList();
  }

  @Test
  void a_sample_comes_back_as_it_was_written() {
    monitors.add(
        List.of(
            new MonitorSample(
                0, MonitorKind.SERVER, 7, MonitorSample.HOURLY, NOON, 3_600, "{\"ü\":null}")));

    assertThat(
            monitors.newest(
                new MonitorRepository.Query(MonitorKind.SERVER, 7, null, null, null, null), 10))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.id()).isPositive();
              assertThat(found)
                  .usingRecursiveComparison()
                  .ignoringFields("id")
                  .isEqualTo(
                      new MonitorSample(0, MonitorKind.SERVER, 7, 1, NOON, 3_600, "{\"ü\":null}"));
            });
  }

  @Test
  void the_newest_are_kept_and_come_oldest_first() {
    addWorkerSeconds(3, 1, 2);

    assertThat(values(null, null, null, 2)).containsExactly("{\"s\":2}", "{\"s\":3}");
    assertThat(values(null, null, null, 0)).isEmpty();
  }

  @Test
  void a_span_has_both_of_its_ends() {
    addWorkerSeconds(1, 2, 3, 4);

    assertThat(values(null, NOON.plusSeconds(2), NOON.plusSeconds(3), 10))
        .containsExactly("{\"s\":2}", "{\"s\":3}");
  }

  @Test
  void subject_kind_layer_and_interval_tell_samples_apart() {
    monitors.add(
        List.of(
            sample(MonitorKind.WORKER, 1, MonitorSample.RAW, 1),
            sample(MonitorKind.WORKER, 1, MonitorSample.HOURLY, 2),
            sample(MonitorKind.WORKER, 2, MonitorSample.RAW, 3),
            sample(MonitorKind.SERVER, 1, MonitorSample.RAW, 4)));

    assertThat(values(MonitorSample.RAW, null, null, 10)).containsExactly("{\"s\":1}");
    assertThat(values(MonitorSample.HOURLY, null, null, 10)).containsExactly("{\"s\":2}");
    assertThat(values(null, null, null, 10)).hasSize(2);
    assertThat(
            monitors.newest(
                new MonitorRepository.Query(MonitorKind.WORKER, 1, null, 31, null, null), 10))
        .isEmpty();
    assertThat(monitors.subjects(MonitorKind.WORKER, MonitorSample.RAW, NOON, NOON.plusSeconds(3)))
        .containsExactly(1L);
    assertThat(monitors.subjects(MonitorKind.WORKER, MonitorSample.RAW, NOON, NOON.plusSeconds(4)))
        .containsExactly(1L, 2L);
  }

  @Test
  void the_oldest_go_first_a_bounded_number_at_a_time() {
    addWorkerSeconds(1, 2, 3, 4);
    Instant before = NOON.plusSeconds(4);

    assertThat(monitors.deleteOlderThan(MonitorKind.WORKER, MonitorSample.RAW, before, 2))
        .isEqualTo(2);
    assertThat(values(null, null, null, 10)).containsExactly("{\"s\":3}", "{\"s\":4}");
    assertThat(monitors.deleteOlderThan(MonitorKind.WORKER, MonitorSample.HOURLY, before, 2))
        .isZero();
    assertThat(monitors.deleteOlderThan(MonitorKind.WORKER, MonitorSample.RAW, before, 2))
        .isEqualTo(1);
  }

  @Test
  void values_that_are_too_long_are_refused_and_nothing_is_written() {
    MonitorSample tooLong =
        new MonitorSample(
            0,
            MonitorKind.WORKER,
            1,
            0,
            NOON,
            30,
            "x".repeat(MonitorRepository.MAX_VALUES_BYTES + 1));

    assertThatThrownBy(
            () ->
                monitors.add(List.of(sample(MonitorKind.WORKER, 1, MonitorSample.RAW, 1), tooLong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 32768");
    assertThat(values(null, null, null, 10)).isEmpty();
  }
}

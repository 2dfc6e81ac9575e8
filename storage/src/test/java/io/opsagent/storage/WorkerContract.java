package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.storage.workers.IndexTakenException;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import io.opsagent.storage.workers.WorkerRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the repository of workers must do on every engine. */
abstract class WorkerContract {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** An empty repository. */
  abstract WorkerRepository repository();

  private Worker register(String writer, String server, @Nullable Integer index, long pid) {
    return register(writer, server, index, pid, NOON, Set.of(1L, 2L, 3L));
  }

  private Worker register(
      String writer,
      String server,
      @Nullable Integer index,
      long pid,
      Instant now,
      Set<Long> alive) {
    return repository()
        .register(
            new WorkerIdentity(writer, "shop", "shop@a:8274", server, server, index, pid, now),
            now,
            SILENCE,
            alive::contains);
  }

  @Test
  void workers_of_one_host_and_instance_share_their_rows() {
    Worker first = register("w1", "host", null, 1);
    Worker second = register("w2", "host", null, 2);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.instanceId()).isEqualTo(first.instanceId());
    assertThat(second.serverId()).isEqualTo(first.serverId());
    assertThat(List.of(first.index(), second.index())).containsExactly(0, 1);
  }

  @Test
  void a_registration_that_is_tried_again_is_the_same() {
    Worker first = register("w1", "host", 7, 1);

    assertThat(register("w1", "host", 7, 1)).isEqualTo(first);
    assertThat(repository().list("shop")).hasSize(1);
  }

  @Test
  void a_second_live_worker_with_the_same_index_is_refused_with_the_way_out() {
    register("w1", "host", 3, 1);

    assertThatThrownBy(() -> register("w2", "host", 3, 2))
        .isInstanceOf(IndexTakenException.class)
        .hasMessageContaining("service.index is 3, and process 1 has the same one")
        .hasMessageContaining("0 to 255, or none");
    assertThat(register("w3", "host", 4, 3).index()).isEqualTo(4);
  }

  @Test
  void the_index_of_a_process_that_was_killed_is_free_at_once_on_its_host() {
    register("w1", "host", 3, 99);

    assertThat(register("w2", "host", 3, 2).index()).isEqualTo(3);
    assertThat(repository().list("shop"))
        .filteredOn(worker -> worker.pid() == 99)
        .singleElement()
        .satisfies(worker -> assertThat(worker.ended()).isEqualTo(NOON));
  }

  @Test
  void the_index_of_a_worker_of_another_host_is_free_when_it_was_silent() {
    register("w1", "host", 3, 1);

    assertThatThrownBy(() -> register("w2", "other", 3, 1)).isInstanceOf(IndexTakenException.class);
    assertThat(register("w2", "other", 3, 1, NOON.plusSeconds(61), Set.of(1L)).index())
        .isEqualTo(3);
  }

  @Test
  void the_primary_is_the_one_that_started_first_of_those_that_live() {
    Worker first = register("w1", "host", null, 1, NOON, Set.of(1L, 2L));
    Worker second = register("w2", "host", null, 2, NOON.plusSeconds(1), Set.of(1L, 2L));
    assertThat(repository().primary("shop", NOON.minusSeconds(60)))
        .map(Worker::id)
        .contains(first.id());

    repository().seen(second, NOON.plusSeconds(100));

    assertThat(repository().primary("shop", NOON.plusSeconds(40)))
        .map(Worker::id)
        .contains(second.id());
    assertThat(repository().primary("other", NOON)).isEmpty();
  }

  @Test
  void the_end_of_a_silent_worker_is_when_it_was_last_seen_and_is_taken_back() {
    Worker worker = register("w1", "host", null, 1);
    repository().seen(worker, NOON.plusSeconds(30));

    assertThat(repository().endSilent("shop", NOON.plusSeconds(30))).isZero();
    assertThat(repository().endSilent("shop", NOON.plusSeconds(331))).isEqualTo(1);
    assertThat(repository().list("shop").get(0).ended()).isEqualTo(NOON.plusSeconds(30));

    repository().seen(worker, NOON.plusSeconds(400));
    assertThat(repository().list("shop").get(0).ended()).isNull();
    repository().ended(worker, NOON.plusSeconds(500));
    assertThat(repository().list("shop").get(0).ended()).isEqualTo(NOON.plusSeconds(500));
  }

  @Test
  void workers_that_ended_long_ago_go_and_the_others_stay() {
    Worker gone = register("w1", "host", null, 1);
    Worker ended = register("w2", "host", null, 2);
    register("w3", "host", null, 3);
    repository().ended(gone, NOON.minusSeconds(10));
    repository().ended(ended, NOON.plusSeconds(10));

    assertThat(repository().deleteEnded(NOON, 100)).isEqualTo(1);
    assertThat(repository().list("shop")).extracting(Worker::writer).containsExactly("w3", "w2");
  }
}

package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.resources.Resource.Kind;
import io.opsagent.storage.resources.ResourceRepository;
import io.opsagent.storage.views.SavedView;
import io.opsagent.storage.views.SavedViewRepository;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import io.opsagent.storage.workers.WorkerRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the repositories of resources and views must do on every engine. */
abstract class ResourceContract {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  /** Empty repositories of one database. */
  abstract WorkerRepository workers();

  abstract ResourceRepository resources();

  abstract SavedViewRepository views();

  private Worker register(String writer, String service, String host) {
    return workers()
        .register(
            new WorkerIdentity(
                writer, service, service + "@" + host, host, host, null, writer.hashCode(), NOON),
            NOON,
            Duration.ofMinutes(1),
            pid -> true);
  }

  @Test
  void hosts_and_instances_are_those_that_a_worker_was_seen_on() {
    Worker shop = register("w1", "shop", "host-a");
    register("w2", "stock", "host-b");

    assertThat(resources().servers(NOON))
        .extracting(Resource::ident)
        .containsExactly("host-a", "host-b");
    assertThat(resources().servers(NOON.plusSeconds(1))).isEmpty();
    assertThat(resources().instances("shop", NOON))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(shop.instanceId());
              assertThat(one.serverId()).isEqualTo(shop.serverId());
              assertThat(one.service()).isEqualTo("shop");
              assertThat(one.factsJson()).isEqualTo("{}");
              assertThat(one.createdAt()).isEqualTo(NOON);
              assertThat(one.updatedAt()).isNull();
            });
    assertThat(resources().instances("shop", NOON.plusSeconds(1))).isEmpty();
  }

  @Test
  void what_a_host_and_an_instance_are_is_kept() {
    Worker worker = register("w1", "shop", "host-a");
    resources().describe(Kind.SERVER, worker.serverId(), "{\"cpu_num\":8}", NOON.plusSeconds(1));
    resources().describe(Kind.INSTANCE, worker.instanceId(), "{\"a\":1}", NOON.plusSeconds(2));

    assertThat(resources().servers(NOON).get(0).factsJson()).isEqualTo("{\"cpu_num\":8}");
    assertThat(resources().servers(NOON).get(0).updatedAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(resources().instances("shop", NOON).get(0).factsJson()).isEqualTo("{\"a\":1}");
    String large = "{\"a\":\"" + "x".repeat(ResourceRepository.MAX_FACTS_BYTES) + "\"}";
    assertThatThrownBy(() -> resources().describe(Kind.SERVER, worker.serverId(), large, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32768 bytes");
    assertThat(resources().servers(NOON).get(0).factsJson()).isEqualTo("{\"cpu_num\":8}");
  }

  @Test
  void a_database_of_a_service_is_there_once_and_keeps_its_number() {
    resources().describeDependency(Kind.DATABASE, "shop", "__ops", "{\"type\":\"h2\"}", NOON);
    long id = resources().dependencies(Kind.DATABASE, "shop").get(0).id();
    resources()
        .describeDependency(
            Kind.DATABASE, "shop", "__ops", "{\"type\":\"mysql\"}", NOON.plusSeconds(5));

    assertThat(resources().dependencies(Kind.DATABASE, "shop"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(id);
              assertThat(one.factsJson()).isEqualTo("{\"type\":\"mysql\"}");
              assertThat(one.createdAt()).isEqualTo(NOON);
              assertThat(one.updatedAt()).isEqualTo(NOON.plusSeconds(5));
              assertThat(one.serverId()).isNull();
            });
    assertThat(resources().dependencies(Kind.CACHE, "shop")).isEmpty();
    assertThat(resources().dependencies(Kind.DATABASE, "stock")).isEmpty();
  }

  private static SavedView view(String name, String page) {
    return new SavedView(0, name, page, "{\"status\":[\"5xx\"]}", "user-1", NOON, NOON);
  }

  @Test
  void a_view_comes_back_as_it_was_saved_and_as_it_was_changed() {
    SavedView saved = views().insert(view("Fehler ☂", "requests"));
    assertThat(views().find(saved.id())).contains(saved);
    assertThat(saved.name()).isEqualTo("Fehler ☂");

    SavedView changed =
        new SavedView(saved.id(), "Errors", "errors", "{}", "somebody", NOON, NOON.plusSeconds(9));
    assertThat(views().update(changed)).isTrue();
    SavedView found = views().find(saved.id()).orElseThrow();
    assertThat(found.name()).isEqualTo("Errors");
    assertThat(found.filterJson()).isEqualTo("{}");
    assertThat(found.owner()).isEqualTo("user-1");
    assertThat(found.updatedAt()).isEqualTo(NOON.plusSeconds(9));
    assertThat(views().delete(saved.id())).isTrue();
    assertThat(views().delete(saved.id())).isFalse();
    assertThat(views().update(changed)).isFalse();
    assertThat(views().find(saved.id())).isEmpty();
  }

  @Test
  void views_are_listed_by_page_the_newest_first_and_by_key() {
    long first = views().insert(view("a", "requests")).id();
    views().insert(view("b", "errors"));
    long third = views().insert(view("c", "requests")).id();

    assertThat(views().list(null, Long.MAX_VALUE, 10))
        .extracting(SavedView::name)
        .containsExactly("c", "b", "a");
    assertThat(views().list("requests", Long.MAX_VALUE, 1))
        .extracting(SavedView::id)
        .containsExactly(third);
    assertThat(views().list("requests", third, 10))
        .extracting(SavedView::id)
        .containsExactly(first);
  }

  @Test
  void a_filter_that_is_too_long_is_refused() {
    String large = "{\"a\":\"" + "x".repeat(SavedViewRepository.MAX_FILTER_BYTES) + "\"}";
    assertThatThrownBy(
            () -> views().insert(new SavedView(0, "a", "requests", large, "u", NOON, NOON)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16384 bytes");
    assertThat(views().list(null, Long.MAX_VALUE, 10)).isEqualTo(List.of());
  }
}

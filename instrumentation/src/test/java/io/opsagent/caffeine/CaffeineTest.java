package io.opsagent.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.LocalCache;
import io.opsagent.capture.LocalCacheFigures;
import io.opsagent.weaving.TestEngine;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaffeineTest {
  private static final String APPS = "io.opsagent.caffeine.apps.";

  private final TestEngine engine = new TestEngine(false);

  CaffeineTest() throws ReflectiveOperationException {}

  @SuppressWarnings("unchecked")
  private Supplier<List<Object>> catalog(String version) throws ReflectiveOperationException {
    ClassLoader loader =
        engine.loader(
            new File("target/other-versions/caffeine-" + version),
            APPS,
            "com.github.benmanes.caffeine.");
    return (Supplier<List<Object>>)
        Class.forName(APPS + "Catalog", true, loader).getDeclaredConstructor().newInstance();
  }

  private Map<String, LocalCache> caches() {
    return engine.capture().cacheClients().localCaches().stream()
        .collect(Collectors.toMap(LocalCache::name, Function.identity()));
  }

  private static LocalCacheFigures figures(@Nullable LocalCache cache) {
    return Objects.requireNonNull(Objects.requireNonNull(cache).read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "2", "3"})
  void caches_are_known_by_the_place_that_built_them_with_what_they_record(String version)
      throws ReflectiveOperationException {
    Supplier<List<Object>> catalog = catalog(version);
    List<Object> held = catalog.get();

    Map<String, LocalCache> caches = caches();

    assertThat(caches)
        .containsOnlyKeys(
            APPS + "Catalog.<init>", APPS + "Catalog.prices", APPS + "Catalog.images");
    LocalCacheFigures products = figures(caches.get(APPS + "Catalog.<init>"));
    assertThat(products.entries()).isEqualTo(1);
    assertThat(products.isRecording()).isTrue();
    assertThat(products.hits()).isEqualTo(3);
    assertThat(products.misses()).isEqualTo(1);
    LocalCacheFigures prices = figures(caches.get(APPS + "Catalog.prices"));
    assertThat(prices.isRecording()).as("never switched on by us").isFalse();
    assertThat(prices.entries()).isEqualTo(1);
    assertThat(prices.misses()).isZero();
    assertThat(figures(caches.get(APPS + "Catalog.images")).isRecording()).isTrue();
    assertThat(held).hasSize(3);
    engine.assertHealthy();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void caches_that_the_application_drops_are_dropped(String version)
      throws ReflectiveOperationException {
    assertThat(catalog(version).get()).hasSize(3);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              System.gc();
              return caches().isEmpty();
            });
  }
}

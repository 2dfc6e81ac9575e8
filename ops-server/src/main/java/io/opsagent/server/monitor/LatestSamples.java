package io.opsagent.server.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.resources.ResourceRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The samples of monitors on their way to the database: those of one cycle wait for {@link #flush},
 * which writes them in one transaction, because each of its own costs a millisecond. The newest of
 * each host, database and cache stays in memory, so that whoever scrapes does not wait for the
 * database. At most {@value #MAX_SUBJECTS} subjects with {@value #MAX_FIGURES} figures each. Any
 * thread.
 */
public final class LatestSamples implements MonitorRepository {
  static final int MAX_SUBJECTS = 64;
  static final int MAX_FIGURES = 128;

  /** More than all monitors of a cycle have; beyond, they are written at once. */
  private static final int MAX_WAITING = 256;

  /** Older ones are not told any more: their monitor is off or the subject is gone. */
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final MonitorRepository stored;
  private final ResourceRepository resources;
  private final String service;
  private final Clock clock;
  private final Map<Subject, Latest> latest = new ConcurrentHashMap<>();
  private final AtomicLong leftOut = new AtomicLong();
  private final List<MonitorSample> waiting = new ArrayList<>();

  private record Subject(MonitorKind kind, long id) {}

  /**
   * Newest figures of one subject. Immutable.
   *
   * @param name of a database or cache; of a host its number
   * @param figures by name; those of the group {@code metrics} are among them, and those of other
   *     groups are left out
   */
  public record Latest(MonitorKind kind, String name, Instant time, Map<String, Double> figures) {
    /** Copies the map. */
    public Latest {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * A memory in front of a repository.
   *
   * @param resources tells names of databases and caches
   * @param service whose they are
   */
  public LatestSamples(
      MonitorRepository stored, ResourceRepository resources, String service, Clock clock) {
    this.stored = stored;
    this.resources = resources;
    this.service = service;
    this.clock = clock;
  }

  /** The newest of each subject that was measured lately. */
  public List<Latest> all() {
    Instant oldest = clock.instant().minus(MAX_AGE);
    return latest.values().stream().filter(one -> one.time().isAfter(oldest)).toList();
  }

  /** Figures and subjects that found no place. */
  public long leftOut() {
    return leftOut.get();
  }

  @Override
  public void add(List<MonitorSample> samples) {
    samples.forEach(this::remember);
    if (samples.stream().anyMatch(one -> one.layer() != MonitorSample.RAW)) {
      // A roll-up finds out from the database whether it was done.
      stored.add(samples);
      return;
    }
    boolean isFull;
    synchronized (waiting) {
      waiting.addAll(samples);
      isFull = waiting.size() >= MAX_WAITING;
    }
    if (isFull) {
      flush();
    }
  }

  /**
   * Writes what waits. If that fails it is gone, as an older figure is worth little.
   *
   * @throws StorageException when the database does not answer as it should
   */
  public void flush() {
    List<MonitorSample> taken;
    synchronized (waiting) {
      taken = List.copyOf(waiting);
      waiting.clear();
    }
    if (!taken.isEmpty()) {
      stored.add(taken);
    }
  }

  /**
   * The newest sample of a subject that waits to be written.
   *
   * @return null without one
   */
  @Nullable MonitorSample waiting(MonitorKind kind, long subjectId) {
    synchronized (waiting) {
      for (int i = waiting.size() - 1; i >= 0; i--) {
        MonitorSample one = waiting.get(i);
        if (one.kind() == kind && one.subjectId() == subjectId) {
          return one;
        }
      }
    }
    return null;
  }

  private void remember(MonitorSample sample) {
    Resource.Kind kind =
        switch (sample.kind()) {
          case SERVER -> Resource.Kind.SERVER;
          case DATABASE -> Resource.Kind.DATABASE;
          case CACHE -> Resource.Kind.CACHE;
          // Of this process the JVM and the system tell more, and as of now.
          case WORKER, INSTANCE -> null;
        };
    if (kind == null || sample.layer() != MonitorSample.RAW) {
      return;
    }
    Subject subject = new Subject(sample.kind(), sample.subjectId());
    Latest before = latest.get(subject);
    if (before == null && latest.size() >= MAX_SUBJECTS && !forgetOldOnes()) {
      leftOut.incrementAndGet();
      return;
    }
    String name = before == null ? nameOf(kind, sample.subjectId()) : before.name();
    latest.put(subject, new Latest(sample.kind(), name, sample.time(), figures(sample)));
  }

  private boolean forgetOldOnes() {
    Instant oldest = clock.instant().minus(MAX_AGE);
    return latest.values().removeIf(one -> one.time().isBefore(oldest));
  }

  /** Asked once for each subject, by the thread that is about to write into the database. */
  private String nameOf(Resource.Kind kind, long id) {
    if (kind != Resource.Kind.SERVER) {
      try {
        for (Resource one : resources.dependencies(kind, service)) {
          if (one.id() == id) {
            return one.ident();
          }
        }
      } catch (StorageException e) {
        // The number tells it from others, too.
        return String.valueOf(id);
      }
    }
    return String.valueOf(id);
  }

  private Map<String, Double> figures(MonitorSample sample) {
    Map<String, Double> figures = new LinkedHashMap<>();
    JsonNode values = Samples.values(sample);
    addNumbers(values, figures);
    addNumbers(values.get("metrics"), figures);
    return figures;
  }

  private void addNumbers(@Nullable JsonNode values, Map<String, Double> figures) {
    if (values == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> one : values.properties()) {
      if (one.getValue().isNumber()) {
        if (figures.size() < MAX_FIGURES) {
          figures.putIfAbsent(one.getKey(), one.getValue().asDouble());
        } else {
          leftOut.incrementAndGet();
        }
      }
    }
  }

  /** Of what is written. */
  @Override
  public List<MonitorSample> newest(Query query, int limit) {
    return stored.newest(query, limit);
  }

  @Override
  public List<Long> subjects(MonitorKind kind, int layer, Instant from, Instant to) {
    return stored.subjects(kind, layer, from, to);
  }

  @Override
  public int deleteOlderThan(MonitorKind kind, int layer, Instant before, int maxRows) {
    return stored.deleteOlderThan(kind, layer, before, maxRows);
  }
}

package io.opsagent.storage.resources;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;

/**
 * What requests run on. Hosts and instances come into being with the workers that register on them
 * ({@link io.opsagent.storage.workers.WorkerRepository}). Every method may be called from any
 * thread, waits for the database, and throws {@link StorageException} when it does not answer as it
 * should.
 */
public interface ResourceRepository {
  /** Most that a list has. */
  int MAX_LISTED = 1_000;

  /** Most databases and caches of a service; more are refused. */
  int MAX_DEPENDENCIES = 1_000;

  /** Longest facts, bytes of UTF-8. */
  int MAX_FACTS_BYTES = 32 * 1024;

  /**
   * Hosts that a worker of any service was seen on since a time, by id.
   *
   * @param since the earliest last sign of life
   */
  List<Resource> servers(Instant since);

  /** Instances of a service that a worker was seen of since a time, by id. */
  List<Resource> instances(String service, Instant since);

  /** Databases or caches of a service, by id. */
  List<Resource> dependencies(Resource.Kind kind, String service);

  /**
   * Writes what a host or an instance is.
   *
   * @param factsJson a JSON object; one that is too long is refused
   * @throws IllegalArgumentException beyond {@link #MAX_FACTS_BYTES}
   */
  void describe(Resource.Kind kind, long id, String factsJson, Instant now);

  /**
   * Writes what a database or a cache is, and adds it if it is new.
   *
   * @throws IllegalArgumentException beyond {@link #MAX_FACTS_BYTES}
   * @throws IllegalStateException beyond {@link #MAX_DEPENDENCIES}
   */
  void describeDependency(
      Resource.Kind kind, String service, String ident, String factsJson, Instant now);
}

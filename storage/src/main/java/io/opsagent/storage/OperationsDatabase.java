package io.opsagent.storage;

import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.errors.ErrorRepository;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.resources.ResourceRepository;
import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.series.AggregationRepository;
import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.statements.StatementRepository;
import io.opsagent.storage.views.SavedViewRepository;
import io.opsagent.storage.workers.WorkerRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations database (docs/spec/design.md 6): an H2 file in this process' slot of the data
 * directory, or a database on a server that many processes share. Any thread may use it; none needs
 * to close what it got from it.
 *
 * <p>Embedded, rows are in the file half a second after their insertion; the end of the process,
 * however it comes, loses no more than that and no part of a batch. After a failed write (full
 * disk, read-only folder) calls fail with {@link StorageException} until the cause is gone, then
 * they work again. On a server, rows are there when the call returns; while the server is away
 * calls fail with {@link DatabaseAwayException}.
 */
public final class OperationsDatabase implements AutoCloseable {
  private final DatabaseAccess database;
  private final JdbiServiceLogRepository serviceLogs;
  private final Retention retention;
  private final SegmentUpkeep segments;
  private final EndpointSeriesRepository endpointSeries;
  private final AggregationRepository aggregations;
  private final ErrorRepository errors;
  private final StatementRepository statements;
  private final MonitorRepository monitors;
  private final WorkerRepository workers;
  private final ResourceRepository resources;
  private final SavedViewRepository views;
  private final AccessRepositories access;
  private final FileWatch fileWatch;
  private final @Nullable EmbeddedUpkeep upkeep;

  private OperationsDatabase(
      DatabaseAccess database, @Nullable ReopeningDatabase file, StorageEvents events) {
    this.database = database;
    this.fileWatch = new FileWatch(file, events);
    this.serviceLogs = new JdbiServiceLogRepository(database);
    this.retention = new Retention(new OldRows(database), System::nanoTime);
    this.segments = new SegmentUpkeep(database, System::nanoTime);
    this.upkeep =
        file == null ? null : new EmbeddedUpkeep(file, events, Instant.now(), System::nanoTime);
    this.endpointSeries = new JdbiEndpointSeriesRepository(database, Clock.systemUTC());
    this.aggregations = new JdbiAggregationRepository(database);
    this.errors = new JdbiErrorRepository(database);
    this.statements = new JdbiStatementRepository(database);
    this.monitors = new JdbiMonitorRepository(database);
    this.workers = new JdbiWorkerRepository(database);
    this.resources = new JdbiResourceRepository(database);
    this.views = new JdbiSavedViewRepository(database);
    this.access = accessOver(database);
  }

  /**
   * Opens the database of a slot, makes it if there is none, and brings its schema up to date.
   * Takes about half a second; not for a thread of the application. A file that cannot be used is
   * set aside; one that cannot be opened at the moment is one notice and tried again with the calls
   * that follow.
   *
   * @param directory stays open until after {@link #close()}
   * @param events hears of a file that was set aside or not opened, and of a database that was lost
   */
  public static OperationsDatabase open(DataDirectory directory, StorageEvents events) {
    return open(directory.slotDirectory().toPath(), SchemaMigration.ALL, events);
  }

  /**
   * Opens the database that the settings name. The embedded one as {@link #open(DataDirectory,
   * StorageEvents)}; one on a server need not be there, or fit, or let the agent in: that is one
   * notice each and is tried again with the calls that follow; nothing of it is ever set aside.
   * Waits some seconds for a server.
   *
   * @param directory of the embedded database; stays open until after {@link #close()}
   * @param events hears what an operator should know
   */
  public static OperationsDatabase open(
      DatabaseSettings settings, DataDirectory directory, StorageEvents events) {
    if (settings instanceof DatabaseSettings.Server server) {
      ServerDatabase database =
          new ServerDatabase(server, SchemaMigration.ALL, events, ServerDatabase.Pauses.USUAL);
      database.start();
      return new OperationsDatabase(database, null, events);
    }
    if (settings instanceof DatabaseSettings.Unusable unusable) {
      events.notice(unusable.reason());
      return new OperationsDatabase(new AbsentDatabase(unusable.reason()), null, events);
    }
    return open(directory, events);
  }

  static OperationsDatabase open(
      Path folder, List<SchemaMigration> migrations, StorageEvents events) {
    ReopeningDatabase database = new ReopeningDatabase(new H2File(folder), migrations, events);
    return new OperationsDatabase(database, database, events);
  }

  /** The captured requests. */
  public ServiceLogRepository serviceLogs() {
    return serviceLogs;
  }

  /** The statistics of endpoints. */
  public EndpointSeriesRepository endpointSeries() {
    return endpointSeries;
  }

  /** The hourly and daily reports. */
  public AggregationRepository aggregations() {
    return aggregations;
  }

  /** The counts of exceptions. */
  public ErrorRepository errors() {
    return errors;
  }

  /** The counts of the application's statements. */
  public StatementRepository statements() {
    return statements;
  }

  /** What the monitors measured. */
  public MonitorRepository monitors() {
    return monitors;
  }

  /** The processes that share this database. */
  public WorkerRepository workers() {
    return workers;
  }

  /** What requests run on. */
  public ResourceRepository resources() {
    return resources;
  }

  /** Filters that people saved. */
  public SavedViewRepository views() {
    return views;
  }

  /** Who may enter, and what was done. */
  public AccessRepositories access() {
    return access;
  }

  static AccessRepositories accessOver(DatabaseAccess database) {
    return new AccessRepositories(
        new JdbiSupervisorRepository(database),
        new JdbiSupervisorTokenRepository(database),
        new JdbiClientRepository(database),
        new JdbiUserRepository(database),
        new JdbiTokenRepository(database),
        new JdbiAuditRepository(database));
  }

  /** Deletes what is too old, when the caller's cycle asks for it. */
  public Retention retention() {
    return retention;
  }

  /** Keeps searches fast in a large service log, when the caller's cycle asks for it. */
  public SegmentUpkeep segments() {
    return segments;
  }

  /** Keeps the embedded database small; null where the database is on a server. */
  public @Nullable EmbeddedUpkeep upkeep() {
    return upkeep;
  }

  /**
   * Watches the room on the disk of a slot.
   *
   * @param directory stays open as long as that is used
   */
  public StorageRoom room(DataDirectory directory, EmbeddedLimits limits, StorageEvents events) {
    return new StorageRoom(
        new SlotDisk(directory.slotDirectory().toPath()),
        upkeep != null,
        limits,
        events,
        System::nanoTime);
  }

  /**
   * Makes sure that what was committed outlives the process; else the embedded database takes half
   * a second for it.
   *
   * @throws StorageException when it cannot be written
   */
  public void flush() {
    database.flush();
  }

  /** Looks, when the caller's cycle asks for it, whether the file was deleted under the agent. */
  public FileWatch fileWatch() {
    return fileWatch;
  }

  /**
   * Why the database cannot be used at the moment, as one line for an operator, or null when the
   * last call found it well. Asks nobody.
   */
  public @Nullable String problem() {
    return database.problem();
  }

  /** Closes the database, all rows written. Calls after it fail. */
  @Override
  public void close() {
    database.close();
  }
}

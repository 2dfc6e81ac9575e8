package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaDialect;
import io.opsagent.storage.schema.SchemaException;
import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * One opened H2 file. It lives until it is closed or H2 closes it after a failed write; then {@link
 * #isAlive()} says so and another one is opened.
 *
 * <p>Nobody outside this process can reach it: no server, no mixed mode, and H2 locks the file. Its
 * users have no password, because whoever can read the file needs none; the folder and the files
 * are open to their owner only. The user of the pool has no rights but on rows, so that no
 * statement of it can reach files, classes or settings.
 */
final class H2Database implements AutoCloseable {
  private static final int MAX_BODY_IN_ROW_BYTES = 8 * 1024;
  private static final String OWNER = "OPSAGENT_OWNER";
  private static final String ROWS = "OPSAGENT_ROWS";

  /**
   * DB_CLOSE_ON_EXIT: no shutdown hook of H2. TRACE_LEVEL_*: no trace file, nothing on the
   * application's streams. CACHE_SIZE in KiB: this lives in the application's heap, where each
   * collection of the young copies what is new in it; with 6 MiB searches were a millisecond faster
   * (docs/storage.md). WRITE_DELAY in milliseconds: rows are in the file half a second after their
   * commit. PAGE_SIZE in bytes: H2 writes and reads whole pages, and each index has dozens of
   * places that grow; with COMPRESS they are 64 KiB, which took three times the processor time for
   * a row. MAX_COMPACT_TIME: closing does not move what is in the file, as a process that is killed
   * in that can lose tables; that is for {@link CompactionWay}, and the end of the JVM need not
   * wait for it. AUTO_COMPACT_FILL_RATE in percent: with H2's own 90 its background thread writes
   * living pages anew while rows come, which took two and a half times the processor time of the
   * writer; with 50 it does so only while nobody writes and less than half is alive. See
   * https://github.com/h2database/h2database/issues/3909.
   */
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;CACHE_SIZE=2048"
          + ";WRITE_DELAY=500;LOCK_TIMEOUT=5000;PAGE_SIZE=4096;MAX_COMPACT_TIME=0"
          + ";AUTO_COMPACT_FILL_RATE=50";

  private final H2File file;
  private final Connection owner;
  private final Database engine;
  private final ConnectionPool pool;
  private final Jdbi jdbi;

  /** Of the file that H2 has open; H2 changes to another file only when it opens or closes. */
  private final @Nullable Object fileKey;

  private volatile boolean givenUp;

  private H2Database(H2File file, Connection owner, Database engine, ConnectionPool pool)
      throws IOException {
    this.file = file;
    this.fileKey = file.key();
    this.owner = owner;
    this.engine = engine;
    this.pool = pool;
    this.jdbi = JdbiSetup.over(pool.connections());
  }

  /**
   * Opens the database, makes it if there is none, and brings its schema up to date. A file that
   * will never open is set aside with one notice and a new one begun.
   *
   * @throws StorageException when it cannot be opened now; its file was not changed
   */
  static H2Database open(H2File file, List<SchemaMigration> migrations, StorageEvents events) {
    try {
      if (file.isDirectory()) {
        return startAgain(file, migrations, events, "there is a directory of this name");
      }
      return openOnce(file, migrations);
    } catch (StorageException e) {
      throw e;
    } catch (SQLException | RuntimeException | IOException | SchemaException e) {
      if (!H2Failure.of(e).isLasting()) {
        throw unusable(file, e);
      }
      return startAgain(file, migrations, events, reason(file, e));
    }
  }

  /**
   * Sets the file aside and begins a new one. When a step of the schema fails with the new one,
   * too, the file is not to blame and is put back.
   */
  static H2Database startAgain(
      H2File file, List<SchemaMigration> migrations, StorageEvents events, String reason) {
    try {
      Path aside = file.setAside(Instant.now());
      H2Database database;
      try {
        database = openOnce(file, migrations);
      } catch (SchemaException e) {
        file.putBack(aside);
        throw e;
      }
      file.deleteOldAside();
      events.notice(
          "The operations database "
              + file.path()
              + " could not be used: "
              + reason
              + ". It is kept as "
              + aside.getFileName()
              + " and a new one was begun.");
      return database;
    } catch (SQLException | RuntimeException | IOException | SchemaException e) {
      throw unusable(file, e);
    }
  }

  private static H2Database openOnce(H2File file, List<SchemaMigration> migrations)
      throws SQLException, IOException, SchemaException {
    file.deleteCopy();
    file.create();
    JdbcDataSource ownerSource = source(file.url() + SETTINGS, OWNER);
    Connection owner = ownerSource.getConnection();
    Database engine =
        ((SessionLocal) owner.unwrap(JdbcConnection.class).getSession()).getDatabase();
    ConnectionPool pool = null;
    try {
      // The driver class registered itself; the application must not meet it in DriverManager.
      org.h2.Driver.unload();
      CommittedLeftovers.end(engine);
      new SchemaMigrator(migrations, SchemaDialect.H2).migrate(ownerSource);
      grant(owner);
      JdbcDataSource rows = source(file.url() + ";IFEXISTS=TRUE", ROWS);
      pool = ConnectionPool.open(rows, () -> isAlive(engine));
      OwnerOnly.restrictFiles(file.folder());
      return new H2Database(file, owner, engine, pool);
    } catch (SQLException | RuntimeException | IOException | SchemaException e) {
      if (pool != null) {
        pool.close();
      }
      H2Failure kind = H2Failure.of(e);
      if (kind == H2Failure.CLOSED && isAlive(engine)) {
        // Only a part of the file is closed: H2 gave up what it could not make sense of.
        abandon(owner, engine);
        throw new SQLException(e.getMessage(), null, ErrorCode.FILE_CORRUPTED_1, e);
      }
      // What a failed step did stays; a file that may be damaged is not written again.
      if (kind == H2Failure.OTHER) {
        shutDown(owner);
      } else {
        abandon(owner, engine);
      }
      throw e;
    }
  }

  /** Queries of repositories; each of its handles is a connection of the pool. */
  Jdbi jdbi() {
    return jdbi;
  }

  /**
   * Whether what is committed still reaches the file. After a failed write in the background H2
   * takes rows into memory as if nothing had been, and loses them; its connections do not tell, so
   * this asks the store itself. No input or output.
   */
  boolean isAlive() {
    return !givenUp && isAlive(engine);
  }

  /**
   * Makes {@link #isAlive()} false, after an I/O failure that only a new opening can mend: a thread
   * that is interrupted while it reads closes the file for all.
   */
  void giveUp() {
    givenUp = true;
  }

  private static boolean isAlive(Database engine) {
    MVStore store = engine.getStore().getMvStore();
    return store.getPanicException() == null && !store.isClosed();
  }

  /**
   * Whether the path still names the file that H2 writes. True when that cannot be told: a file
   * system that does not answer for a moment has deleted nothing.
   */
  boolean isFileInPlace() {
    try {
      Object now = file.key();
      return now == null || fileKey == null || now.equals(fileKey);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The write that failed, when {@link #isAlive()} is false because of one. */
  @Nullable Throwable failedWrite() {
    return engine.getStore().getMvStore().getPanicException();
  }

  /**
   * Bytes of the file that rows and indexes take; the rest is used again by new rows, or given back
   * by a {@link CompactionWay}. H2 knows it to a hundredth.
   */
  long usedBytes() {
    FileStore<?> store = engine.getStore().getMvStore().getFileStore();
    return file.bytes() * store.getFillRate() / 100 * store.getChunksFillRate() / 100;
  }

  /** Writes all that is committed to the file now. */
  void flush() throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  /** Closes the database, all rows written. */
  @Override
  public void close() {
    pool.close();
    shutDown(owner);
    restrictFiles();
  }

  /**
   * Gives free space of the file back to the disk, and closes it. A failure leaves the file as it
   * was, closed.
   *
   * @throws IOException when a file cannot be renamed
   * @throws RuntimeException as H2 throws it, when a file cannot be read or written
   */
  void closeCompacted(CompactionWay way) throws IOException {
    switch (way) {
      case ANEW -> {
        close();
        H2Copy.takeThePlaceOf(file);
      }
      case IN_PLACE -> {
        pool.close();
        try {
          engine.getStore().getMvStore().compactFile(CompactionWay.IN_PLACE_MILLIS);
        } finally {
          shutDown(owner);
          restrictFiles();
        }
      }
    }
  }

  /** Gives the file up. What is committed is written if H2 still can, so that it is not lost. */
  void abandon() {
    pool.close();
    if (failedWrite() == null) {
      shutDown(owner);
    }
    abandon(owner, engine);
    restrictFiles();
  }

  private void restrictFiles() {
    try {
      OwnerOnly.restrictFiles(file.folder());
    } catch (IOException e) {
      // The folder itself is closed to others.
    }
  }

  private static void shutDown(Connection owner) {
    try (owner;
        Statement statement = owner.createStatement()) {
      statement.execute("SHUTDOWN");
    } catch (SQLException e) {
      // The command ends its own connection; or H2 had closed the database before.
    }
  }

  private static void abandon(Connection owner, Database engine) {
    try (owner) {
      // Not by SQL: after a failed write H2 refuses every statement and would keep the file locked.
      engine.shutdownImmediately();
    } catch (SQLException e) {
      // Closed already.
    }
  }

  private static void grant(Connection owner) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      // Bodies up to there are kept in their row: beside it they take another four entries of maps
      // each, which was a fifth of the cost of a row with bodies.
      statement.execute("SET MAX_LENGTH_INPLACE_LOB " + MAX_BODY_IN_ROW_BYTES);
      statement.execute("CREATE USER IF NOT EXISTS " + ROWS + " PASSWORD ''");
      statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA PUBLIC TO " + ROWS);
    }
  }

  private static JdbcDataSource source(String url, String user) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser(user);
    source.setPassword("");
    return source;
  }

  private static StorageException unusable(H2File file, Exception e) {
    if (e instanceof StorageException known) {
      return known;
    }
    return new StorageException(
        "The operations database " + file.path() + " cannot be used: " + reason(file, e) + ".", e);
  }

  /** Why a file does not open, and what helps where somebody has to do something. */
  static String reason(H2File file, Throwable e) {
    return switch (H2Failure.of(e)) {
      case DAMAGED ->
          file.hasNewerFormat()
              ? "a newer release wrote it"
              : "it is damaged (" + H2Failure.reason(e) + ")";
      case IN_USE -> "another program has opened it. Close that program";
      case FOREIGN -> "it is the database of another program, with other users";
      case INPUT_OUTPUT, CLOSED, NO_MEMORY -> H2Failure.reason(e);
      case OTHER ->
          e instanceof SchemaException schema
              ? String.valueOf(schema.getMessage())
              : H2Failure.reason(e);
    };
  }
}

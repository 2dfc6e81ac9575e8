package io.opsagent.storage;

import io.opsagent.storage.views.SavedView;
import io.opsagent.storage.views.SavedViewRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Saved filters in table {@code saved_view}. */
final class JdbiSavedViewRepository implements SavedViewRepository {
  private static final String SELECT = "SELECT * FROM saved_view";

  private final DatabaseAccess database;

  JdbiSavedViewRepository(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public SavedView insert(SavedView draft) {
    return database.inTransaction(
        "write to",
        handle -> {
          Rows.checkRoom(handle, "saved_view", MAX_ROWS, "Delete one first.");
          long id =
              handle
                  .createUpdate(
                      "INSERT INTO saved_view (name, page, filter_json, owner, created_micros,"
                          + " updated_micros) VALUES (?, ?, ?, ?, ?, ?)")
                  .bind(0, TextColumn.fit(draft.name(), 100))
                  .bind(1, TextColumn.fit(draft.page(), 40))
                  .bind(2, filter(draft))
                  .bind(3, TextColumn.fit(draft.owner(), 200))
                  .bind(4, Micros.of(draft.createdAt()))
                  .bind(5, Micros.of(draft.updatedAt()))
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          return find(handle, id).orElseThrow();
        });
  }

  private static String filter(SavedView view) {
    String fitting = TextColumn.json(view.filterJson(), MAX_FILTER_BYTES);
    if (fitting == null) {
      throw new IllegalArgumentException(
          "A filter has more than " + MAX_FILTER_BYTES + " bytes; make it shorter.");
    }
    return fitting;
  }

  @Override
  public Optional<SavedView> find(long id) {
    return database.use("read views from", handle -> find(handle, id));
  }

  private static Optional<SavedView> find(Handle handle, long id) {
    return handle
        .createQuery(SELECT + " WHERE id = ?")
        .bind(0, id)
        .map((row, context) -> read(row))
        .findOne();
  }

  @Override
  public List<SavedView> list(@Nullable String page, long beforeId, int limit) {
    String ofPage = page == null ? "" : " AND page = ?";
    return database.use(
        "read views from",
        handle -> {
          var query =
              handle.createQuery(SELECT + " WHERE id < ?" + ofPage + " ORDER BY id DESC LIMIT ?");
          query.bind(0, beforeId);
          if (page != null) {
            query.bind(1, page);
          }
          return query.bind(page == null ? 1 : 2, limit).map((row, context) -> read(row)).list();
        });
  }

  @Override
  public boolean update(SavedView changed) {
    return database.inTransaction(
        "write to",
        handle ->
            handle
                    .createUpdate(
                        "UPDATE saved_view SET name = ?, page = ?, filter_json = ?,"
                            + " updated_micros = ? WHERE id = ?")
                    .bind(0, TextColumn.fit(changed.name(), 100))
                    .bind(1, TextColumn.fit(changed.page(), 40))
                    .bind(2, filter(changed))
                    .bind(3, Micros.of(changed.updatedAt()))
                    .bind(4, changed.id())
                    .execute()
                > 0);
  }

  @Override
  public boolean delete(long id) {
    return database.inTransaction(
        "write to",
        handle ->
            handle.createUpdate("DELETE FROM saved_view WHERE id = ?").bind(0, id).execute() > 0);
  }

  private static SavedView read(ResultSet row) throws SQLException {
    return new SavedView(
        row.getLong("id"),
        row.getString("name"),
        row.getString("page"),
        row.getString("filter_json"),
        row.getString("owner"),
        Micros.toInstant(row.getLong("created_micros")),
        Micros.toInstant(row.getLong("updated_micros")));
  }
}

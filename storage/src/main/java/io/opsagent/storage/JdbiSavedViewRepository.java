package io.opsagent.storage;

import io.opsagent.storage.views.SavedView;
import io.opsagent.storage.views.SavedViewRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saved filters in table {@code saved_view}. */
final class JdbiSavedViewRepository implements SavedViewRepository {
  private final DatabaseAccess database;
  private final NumberedTable<SavedView> table;

  JdbiSavedViewRepository(DatabaseAccess database) {
    this.database = database;
    this.table = new NumberedTable<>(database, "saved_view", "views", (row, context) -> read(row));
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
          return table.find(handle, "id", id).orElseThrow();
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
    return table.find(id);
  }

  @Override
  public List<SavedView> list(@Nullable String page, long beforeId, int limit) {
    return page == null ? table.list(beforeId, limit) : table.list("page", page, beforeId, limit);
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
    return table.delete(id);
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

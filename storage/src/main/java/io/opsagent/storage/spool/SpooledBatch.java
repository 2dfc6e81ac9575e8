package io.opsagent.storage.spool;

import io.opsagent.storage.ServiceLog;
import java.util.List;
import java.util.UUID;

/**
 * Rows that are written together.
 *
 * @param id under which the database takes them only once
 * @param rows in order
 */
public record SpooledBatch(UUID id, List<ServiceLog> rows) {}

package io.opsagent.server.monitor;

import io.opsagent.capture.sql.ConnectionPool;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.DatabaseUrl;
import io.opsagent.capture.sql.PoolFigures;
import org.jspecify.annotations.Nullable;

/**
 * A database that the application uses, by one pool, or without one.
 *
 * @param ident name of the pool, or the URL without secrets
 * @param pool null without one
 * @param figures of the pool
 * @param database what ran on it; null before anything did. Shared by pools with one URL
 * @param address where it is
 * @param answer of the server
 */
record DatabaseSource(
    String ident,
    @Nullable ConnectionPool pool,
    @Nullable PoolFigures figures,
    @Nullable Database database,
    DatabaseUrl address,
    ServerFigures.Answer answer) {}

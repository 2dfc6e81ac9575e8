package io.opsagent.server.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Who writes a row.
 *
 * @param workerId this process in the database, or null before it is registered
 * @param instanceId its instance, or null before
 * @param nodeId the node as its supervisor knows it, or null without one
 */
public record RowOrigin(
    @Nullable Long workerId, @Nullable Long instanceId, @Nullable String nodeId) {}

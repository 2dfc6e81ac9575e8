package io.opsagent.storage;

/**
 * What was deleted.
 *
 * @param rows that are gone
 * @param isComplete false when the time was over before all that pass the filter were
 */
public record ServiceLogDeletion(long rows, boolean isComplete) {}

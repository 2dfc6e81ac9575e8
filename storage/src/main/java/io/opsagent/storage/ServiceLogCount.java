package io.opsagent.storage;

/**
 * How many rows pass a filter.
 *
 * @param rows the number, or what is known of it
 * @param isExact false when there are more than were to be counted, or may be more because the time
 *     was over
 */
public record ServiceLogCount(long rows, boolean isExact) {}

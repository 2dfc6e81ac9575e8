package io.opsagent.storage;

import java.util.List;

/**
 * Rows of a list.
 *
 * @param rows in the order that was asked for
 * @param isComplete false when the time was over before all that belong to the page were found
 */
public record ServiceLogPage(List<ServiceLog> rows, boolean isComplete) {}

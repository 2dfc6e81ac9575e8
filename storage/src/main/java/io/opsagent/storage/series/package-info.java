/**
 * Statistics of endpoints over time: what is counted, how counts of several processes and times are
 * put together, and the table they are kept in.
 */
@NullMarked
package io.opsagent.storage.series;

import org.jspecify.annotations.NullMarked;

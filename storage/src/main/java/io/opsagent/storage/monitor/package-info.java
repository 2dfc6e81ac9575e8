/** What the monitors measured of hosts, instances, workers, databases and caches. */
@NullMarked
package io.opsagent.storage.monitor;

import org.jspecify.annotations.NullMarked;

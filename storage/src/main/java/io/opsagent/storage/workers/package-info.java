/** The processes that share an operations database (operations-api.md 7). */
@NullMarked
package io.opsagent.storage.workers;

import org.jspecify.annotations.NullMarked;

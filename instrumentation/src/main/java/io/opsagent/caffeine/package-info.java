/**
 * Caches of Caffeine 2 and 3, found when they are built (docs/spec/instrumentation.md 5.4).
 * Statistics are read where the application records them and never switched on.
 */
@NullMarked
package io.opsagent.caffeine;

import org.jspecify.annotations.NullMarked;

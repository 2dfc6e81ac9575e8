/** Tests with real caches of Caffeine. */
@NullMarked
package io.opsagent.caffeine;

import org.jspecify.annotations.NullMarked;

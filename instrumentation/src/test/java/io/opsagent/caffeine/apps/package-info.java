/** A small application with caches; loaded as applications are. */
@NullMarked
package io.opsagent.caffeine.apps;

import org.jspecify.annotations.NullMarked;

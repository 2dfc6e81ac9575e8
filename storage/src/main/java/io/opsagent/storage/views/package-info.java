/** Filters that people saved under a name. */
@NullMarked
package io.opsagent.storage.views;

import org.jspecify.annotations.NullMarked;

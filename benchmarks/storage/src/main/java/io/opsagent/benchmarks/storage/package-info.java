/** How fast the operations database takes and finds rows; run by hand. */
@NullMarked
package io.opsagent.benchmarks.storage;

import org.jspecify.annotations.NullMarked;

/** Whether the measuring measures. */
@NullMarked
package io.opsagent.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;

/** What the applications under measurement have in common. */
@NullMarked
package io.opsagent.benchmarks.overhead.app;

import org.jspecify.annotations.NullMarked;

/** A door for benchmarks into what stands behind the ring. */
@NullMarked
package io.opsagent.server.pipeline;

import org.jspecify.annotations.NullMarked;

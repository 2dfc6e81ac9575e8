/** An HTTP server made of Netty's codec alone. */
@NullMarked
package io.opsagent.benchmarks.overhead.app.netty;

import org.jspecify.annotations.NullMarked;

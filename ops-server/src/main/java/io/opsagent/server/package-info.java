/** Everything behind the ring, put together: storage, pipeline, OperationsAPI. */
@NullMarked
package io.opsagent.server;

import org.jspecify.annotations.NullMarked;

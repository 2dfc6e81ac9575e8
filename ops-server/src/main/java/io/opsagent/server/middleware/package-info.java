/**
 * What every request to the operations server passes besides the checks that are always on, chosen
 * by the key {@code middlewares} (docs/middlewares.md). {@link
 * io.opsagent.server.middleware.Middleware} is the interface for jars in the folder {@code
 * plugins}; it knows nothing of the HTTP server that is used.
 */
@NullMarked
package io.opsagent.server.middleware;

import org.jspecify.annotations.NullMarked;

/**
 * The embedded HTTP server: sockets, threads, limits, the door that every request passes, and what
 * it says when it starts. The routes themselves are in {@code io.opsagent.server.api}.
 */
@NullMarked
package io.opsagent.server.http;

import org.jspecify.annotations.NullMarked;

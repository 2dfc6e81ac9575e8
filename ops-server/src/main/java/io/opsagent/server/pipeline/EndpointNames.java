package io.opsagent.server.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What the endpoint of a request is called.
 *
 * @param route pattern with context path, or null
 * @param ident operation id (operations-api.md 10.4), or null
 */
record EndpointNames(@Nullable String route, @Nullable String ident) {
  static final EndpointNames NONE = new EndpointNames(null, null);
}

package io.opsagent.spring;

import org.jspecify.annotations.Nullable;

/**
 * The little that the binding asks of a servlet request. Written twice, because {@code
 * javax.servlet} and {@code jakarta.servlet} are two types; which one it is the descriptor of the
 * advised method says.
 */
interface RequestView {

  /** False under ERROR and INCLUDE dispatch, which never change the route. */
  boolean decidesRoute(Object request);

  @Nullable Object attribute(Object request, String name);
}

package io.opsagent.undertow;

import io.opsagent.capture.CircuitBreaker;
import io.undertow.server.ConduitWrapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.Conduit;

/**
 * Decides, when Undertow builds a row of conduits, whether one of ours is put at its end. The
 * factory is asked exactly once, and outside of everything of ours that can fail.
 *
 * @param <C> kind of conduit
 */
abstract class BodyTap<C extends Conduit> implements ConduitWrapper<C> {
  private final CircuitBreaker failures;

  BodyTap(CircuitBreaker failures) {
    this.failures = failures;
  }

  @Override
  public final C wrap(ConduitFactory<C> factory, HttpServerExchange exchange) {
    C conduit;
    try {
      conduit = factory.create();
    } catch (RuntimeException | Error e) {
      OurFrames.removeFrom(e);
      throw e;
    }
    C tee = null;
    try {
      UndertowRequestState state = UndertowBinding.stateOf(exchange);
      if (state != null && !failures.isOpen()) {
        tee = tee(conduit, state, exchange);
      }
    } catch (Throwable t) {
      failures.failed(t);
    }
    return tee == null ? conduit : tee;
  }

  /** The conduit that stands before the given one, or null if nothing is to be captured. */
  abstract @Nullable C tee(C conduit, UndertowRequestState state, HttpServerExchange exchange);
}

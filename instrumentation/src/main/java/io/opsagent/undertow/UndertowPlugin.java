package io.opsagent.undertow;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/** The join points of Undertow. */
public final class UndertowPlugin {
  private static final String PACKAGE = "io.opsagent.undertow";

  private UndertowPlugin() {}

  /** The plug-in {@code undertow}. */
  public static Plugin plugin() {
    return new Plugin(
        "undertow",
        PACKAGE,
        new JoinPoint(
            "io.undertow.server.Connectors",
            "executeRootHandler",
            "(Lio/undertow/server/HttpHandler;Lio/undertow/server/HttpServerExchange;)V",
            PACKAGE + ".ExecuteAdvice"),
        new JoinPoint(
            "io.undertow.server.protocol.http.HttpReadListener",
            "sendBadRequestAndClose",
            "(Lorg/xnio/StreamConnection;Ljava/lang/Throwable;)V",
            PACKAGE + ".RefusedAdvice"),
        new JoinPoint(
            "io.undertow.servlet.handlers.ServletDispatchingHandler",
            "handleRequest",
            "(Lio/undertow/server/HttpServerExchange;)V",
            PACKAGE + ".ServletAdvice"),
        new JoinPoint(
            "io.undertow.servlet.spec.AsyncContextImpl",
            "onAsyncTimeout",
            "()V",
            PACKAGE + ".TimeoutAdvice"));
  }
}

package io.opsagent.server.middleware;

import java.util.function.BiConsumer;

/**
 * A middleware that only puts headers. Those are also put on answers to requests that are so broken
 * that no middleware runs for them.
 */
public interface AnswerHeaders extends Middleware {

  /**
   * Names the headers of an answer.
   *
   * @param path as it was sent
   * @param isSecure whether it came by TLS
   * @param header takes name and value of each
   */
  void put(String path, boolean isSecure, BiConsumer<String, String> header);

  @Override
  default void handle(ApiCall call, Chain next) throws Exception {
    put(call.path(), call.isSecure(), call::putHeader);
    next.proceed();
  }
}

package io.opsagent.server.middleware;

import java.util.function.BiConsumer;

/** {@code nocache}: no answer is kept by a browser or a proxy. */
final class NoCache implements AnswerHeaders {
  static final String NAME = "nocache";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void put(String path, boolean isSecure, BiConsumer<String, String> header) {
    header.accept("Cache-Control", "no-store");
  }
}

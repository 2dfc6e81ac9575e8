package com.example.undertow;

import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Takes request bodies, without blocking. */
final class Forms {
  private Forms() {}

  /** Gives the order back, with a number. */
  static void order(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullString(
            (same, order) -> {
              same.setStatusCode(201);
              Pages.json(same, "{\"number\": 1, \"order\": " + order + "}");
            },
            StandardCharsets.UTF_8);
  }

  /** Counts bytes as they come. */
  static void upload(HttpServerExchange exchange) {
    CRC32 sum = new CRC32();
    long[] bytes = {0};
    exchange
        .getRequestReceiver()
        .receivePartialBytes(
            (same, part, last) -> {
              sum.update(part);
              bytes[0] += part.length;
              if (last) {
                Pages.text(same, bytes[0] + " bytes, sum " + sum.getValue() + "\n");
              }
            },
            (same, failure) -> {
              System.out.println("Upload broken off: " + failure.getMessage());
              same.setStatusCode(500);
              same.endExchange();
            });
  }
}

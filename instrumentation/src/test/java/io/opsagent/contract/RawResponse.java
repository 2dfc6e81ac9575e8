package io.opsagent.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer as it came.
 *
 * @param headers by lower-case name; the last one of a name
 */
record RawResponse(int status, Map<String, String> headers, byte[] body) {

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}

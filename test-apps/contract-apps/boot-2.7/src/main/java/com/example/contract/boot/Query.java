package com.example.contract.boot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Parameters of the query alone: {@code getParameter} would read a form, too. */
final class Query {
  private Query() {}

  /** First value of that name. */
  static @Nullable String text(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    if (query != null) {
      for (String pair : query.split("&")) {
        int at = pair.indexOf('=');
        if (at > 0 && pair.substring(0, at).equals(name)) {
          return URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
        }
      }
    }
    return null;
  }

  static int number(HttpServletRequest request, String name, int otherwise) {
    String value = text(request, name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}

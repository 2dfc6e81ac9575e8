package com.example.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The few ways in which all pages answer. */
final class Answers {
  private Answers() {}

  /** Plain text in UTF-8 with its length. */
  static void text(HttpServletResponse response, String text) throws IOException {
    bytes(response, "text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON with its length. */
  static void json(HttpServletResponse response, String json) throws IOException {
    bytes(response, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  static void bytes(HttpServletResponse response, String type, byte[] bytes) throws IOException {
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all.write(buffer, 0, n);
    }
    return all.toByteArray();
  }

  static int number(HttpServletRequest request, String name, int otherwise) {
    String value = queryValue(request, name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** A value of the raw query: nothing here may make the container parse parameters. */
  static String queryValue(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return null;
  }

  static String repeated(char letter, int times) {
    StringBuilder text = new StringBuilder(times);
    for (int i = 0; i < times; i++) {
      text.append(letter);
    }
    return text.toString();
  }
}

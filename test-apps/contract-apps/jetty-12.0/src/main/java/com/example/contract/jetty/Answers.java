package com.example.contract.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * One request with the means to answer it, from any thread.
 *
 * @param request not read yet
 * @param response not begun yet
 * @param callback to be completed once
 * @param parameters of the query
 */
record Answers(Request request, Response response, Callback callback, Fields parameters) {
  static final String TEXT = "text/plain;charset=utf-8";
  static final String JSON = "application/json";

  static Answers to(Request request, Response response, Callback callback) {
    return new Answers(request, response, callback, Request.extractQueryParameters(request));
  }

  @Nullable String parameter(String name) {
    return parameters.getValue(name);
  }

  int number(String name, int otherwise) {
    String value = parameter(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  void text(String text) {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void text(int status, String text) {
    response.setStatus(status);
    text(text);
  }

  void json(String json) {
    send(JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Completes the answer, with its length. */
  void send(@Nullable String type, byte[] content) {
    if (type != null) {
      type(type);
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    response.write(true, ByteBuffer.wrap(content), callback);
  }

  void type(String type) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
  }
}

package com.example.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.Part;

/** Pages that read and write bodies. */
final class BodyPages {
  private BodyPages() {}

  static void echoStream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = Answers.readAll(request.getInputStream());
    String type = request.getContentType();
    if (type != null) {
      response.setContentType(type);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static void echoReader(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Reader reader = request.getReader();
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[1024];
    for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
      text.append(buffer, 0, n);
    }
    Answers.text(response, text.toString());
  }

  static void parameters(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String encoding = Answers.queryValue(request, "encoding");
    if (encoding != null) {
      request.setCharacterEncoding(encoding);
    }
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String[]> parameter :
        new TreeMap<>(request.getParameterMap()).entrySet()) {
      for (String value : parameter.getValue()) {
        lines.append(parameter.getKey()).append('=').append(value).append('\n');
      }
    }
    Answers.text(response, lines.toString());
  }

  static void formByStream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = Answers.readAll(request.getInputStream());
    Answers.text(response, body.length + " " + request.getParameter("a") + "\n");
  }

  static void unread(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Answers.text(response, "not read\n");
  }

  static void multipart(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    StringBuilder lines = new StringBuilder();
    for (Part part : request.getParts()) {
      lines.append(part.getName()).append(' ').append(part.getSize()).append('\n');
    }
    Answers.text(response, lines.toString());
  }

  static void binary(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] bytes = new byte[Answers.number(request, "size", 256)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Answers.bytes(response, "application/octet-stream", bytes);
  }

  static void write(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String how = String.valueOf(Answers.queryValue(request, "how"));
    byte[] bytes = json(request);
    response.setContentType("application/json");
    if (how.equals("writer")) {
      response.getWriter().write(new String(bytes, StandardCharsets.US_ASCII));
    } else if (how.equals("stream")) {
      response.getOutputStream().write(bytes);
    } else if (how.equals("single")) {
      OutputStream out = response.getOutputStream();
      for (byte next : bytes) {
        out.write(next);
      }
    } else if (how.equals("buffer")) {
      writeBuffer(response, bytes);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_IMPLEMENTED, how);
    }
  }

  /** Servlet 6.1 has the method, some containers have it on their own stream. */
  private static void writeBuffer(HttpServletResponse response, byte[] bytes) throws Exception {
    OutputStream out = response.getOutputStream();
    Method method;
    try {
      method = out.getClass().getMethod("write", ByteBuffer.class);
    } catch (NoSuchMethodException e) {
      response.sendError(HttpServletResponse.SC_NOT_IMPLEMENTED, "no write(ByteBuffer)");
      return;
    }
    method.invoke(out, ByteBuffer.wrap(bytes));
  }

  static void compressible(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(json(request));
  }

  static void gzipFiltered(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    try (GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream())) {
      out.write(json(request));
    }
  }

  private static byte[] json(HttpServletRequest request) {
    String text = Answers.repeated('x', Answers.number(request, "size", 100));
    return ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.US_ASCII);
  }
}

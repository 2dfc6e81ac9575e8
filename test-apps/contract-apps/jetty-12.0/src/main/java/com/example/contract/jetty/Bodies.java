package com.example.contract.jetty;

import com.example.contract.common.Json;
import com.example.contract.common.ParameterLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Takes request bodies. */
final class Bodies {
  private Bodies() {}

  /** Answers if the path is one of these. */
  static boolean handle(Answers answers, String path) throws Exception {
    Request request = answers.request();
    switch (path) {
      case "/echo-stream" -> answers.send(type(request), read(request));
      case "/echo-reader" -> {
        Charset declared = Request.getCharset(request);
        answers.text(
            new String(read(request), declared == null ? StandardCharsets.UTF_8 : declared));
      }
      case "/parameters" -> parameters(answers);
      case "/form-by-stream" ->
          answers.text(read(request).length + "\n" + answers.parameter("a") + "\n");
      case "/unread" -> answers.text("not read\n");
      case "/multipart" -> multipart(answers);
      case "/correlate" ->
          answers.json(
              Json.correlation(
                  answers.parameter("id"),
                  request.getHeaders().get("X-Id"),
                  new String(read(request), StandardCharsets.UTF_8)));
      case "/refuse-early" -> {
        answers.response().getHeaders().put(HttpHeader.CONNECTION, "close");
        answers.text(413, "too large\n");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  static @Nullable String type(Request request) {
    return request.getHeaders().get(HttpHeader.CONTENT_TYPE);
  }

  static byte[] read(Request request) throws IOException {
    try (InputStream body = Content.Source.asInputStream(request)) {
      return body.readAllBytes();
    }
  }

  // Newer ways to ask are not in 12.0.
  @SuppressWarnings("deprecation")
  private static void parameters(Answers answers) throws Exception {
    Map<String, List<String>> all = new TreeMap<>();
    add(answers.parameters(), all);
    String type = type(answers.request());
    if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
      String encoding = answers.parameter("encoding");
      Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
      add(FormFields.from(answers.request(), charset).get(), all);
    }
    answers.text(ParameterLines.of(all));
  }

  private static void add(Fields fields, Map<String, List<String>> all) {
    for (Fields.Field field : fields) {
      all.computeIfAbsent(field.getName(), unused -> new ArrayList<>()).addAll(field.getValues());
    }
  }

  @SuppressWarnings("deprecation")
  private static void multipart(Answers answers) throws Exception {
    String type = type(answers.request());
    StringBuilder lines = new StringBuilder();
    try (MultiPartFormData.Parts parts =
        MultiPartFormData.from(
                answers.request(),
                MultiPart.extractBoundary(type == null ? "" : type),
                parser -> {
                  parser.setMaxMemoryFileSize(-1);
                  return parser.parse(answers.request());
                })
            .get()) {
      for (MultiPart.Part part : parts) {
        lines.append(part.getName()).append(' ').append(part.getLength()).append('\n');
      }
    }
    answers.text(lines.toString());
  }
}

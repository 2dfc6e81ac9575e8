package com.example.contract.boot;

import com.example.contract.common.Json;
import com.example.contract.common.ParameterLines;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes request bodies. */
@RestController
class BodyController {

  @RequestMapping("/echo-stream")
  void echoStream(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    if (request.getContentType() != null) {
      response.setContentType(request.getContentType());
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  @RequestMapping("/echo-reader")
  ResponseEntity<String> echoReader(HttpServletRequest request) throws IOException {
    StringWriter text = new StringWriter();
    request.getReader().transferTo(text);
    return PlainController.text(text.toString());
  }

  /** Whoever asked for a parameter before the encoding is set would have chosen another one. */
  @RequestMapping("/parameters")
  ResponseEntity<String> parameters(HttpServletRequest request) throws IOException {
    String encoding = Query.text(request, "encoding");
    if (encoding != null) {
      request.setCharacterEncoding(encoding);
    }
    Map<String, List<String>> all = new TreeMap<>();
    request.getParameterMap().forEach((name, values) -> all.put(name, Arrays.asList(values)));
    return PlainController.text(ParameterLines.of(all));
  }

  @RequestMapping("/form-by-stream")
  ResponseEntity<String> formByStream(HttpServletRequest request) throws IOException {
    int length = request.getInputStream().readAllBytes().length;
    return PlainController.text(length + "\n" + request.getParameter("a") + "\n");
  }

  @RequestMapping("/unread")
  ResponseEntity<String> unread() {
    return PlainController.text("not read\n");
  }

  @RequestMapping("/multipart")
  ResponseEntity<String> multipart(HttpServletRequest request)
      throws IOException, ServletException {
    StringBuilder lines = new StringBuilder();
    for (Part part : request.getParts()) {
      lines.append(part.getName()).append(' ').append(part.getSize()).append('\n');
    }
    return PlainController.text(lines.toString());
  }

  /** The body by Spring's own means. */
  @RequestMapping("/correlate")
  ResponseEntity<String> correlate(
      @RequestBody(required = false) byte @Nullable [] body, HttpServletRequest request) {
    return ResponseEntity.ok()
        .header("Content-Type", "application/json")
        .body(
            Json.correlation(
                Query.text(request, "id"),
                request.getHeader("X-Id"),
                body == null ? "" : new String(body, StandardCharsets.UTF_8)));
  }

  @RequestMapping("/refuse-early")
  ResponseEntity<String> refuseEarly() {
    return ResponseEntity.status(413)
        .header("Connection", "close")
        .header("Content-Type", PlainController.TEXT)
        .body("too large\n");
  }
}

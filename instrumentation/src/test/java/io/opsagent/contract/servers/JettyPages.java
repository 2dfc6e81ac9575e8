package io.opsagent.contract.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import javax.servlet.AsyncContext;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What servlets do beside reading and writing. */
public final class JettyPages extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Long enough to be worth an encoding. */
  static final String TEXT = "all of it ".repeat(500);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getServletPath()) {
      case "/reset":
        response.getOutputStream().write("never sent".getBytes(StandardCharsets.UTF_8));
        response.reset();
        response.sendError(503, "later");
        break;
      case "/fails":
        response.setContentType("text/plain");
        response.getOutputStream().print("never sent");
        throw new IllegalStateException("boom");
      case "/text":
        response.setContentType("text/plain");
        response.getOutputStream().write(TEXT.getBytes(StandardCharsets.UTF_8));
        break;
      case "/own-gzip":
        response.setStatus(500);
        response.setContentType("text/plain");
        response.setHeader("Content-Encoding", "gzip");
        response.getOutputStream().write(gzip());
        break;
      case "/form":
        response.setContentType("text/plain");
        response.getWriter().print(request.getParameter("a") + request.getParameter("b"));
        break;
      case "/attributes":
        response.setContentType("text/plain");
        response.getWriter().print(java.util.Collections.list(request.getAttributeNames()));
        break;
      case "/forward":
        request.getRequestDispatcher("/hello?n=2").forward(request, response);
        break;
      case "/again":
        if (request.getAttribute("again") == null) {
          request.setAttribute("again", true);
          AsyncContext async = request.startAsync();
          async.dispatch("/hello?n=3");
        }
        break;
      case "/timeout":
        request.startAsync().setTimeout(200);
        break;
      case "/broken-later":
        AsyncContext async = request.startAsync();
        async.setTimeout(500);
        throw new IllegalStateException("after startAsync");
      case "/cut-later":
        request.startAsync().setTimeout(500);
        response.setContentType("text/plain");
        response.getOutputStream().print("first");
        response.flushBuffer();
        throw new IllegalStateException("after the head");
      case "/user":
        response.getOutputStream().print(request.getUserPrincipal().getName());
        break;
      default:
        response.setContentType("text/plain");
        response.getOutputStream().print("hello");
    }
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

package com.example.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Pages that hand the request on. */
final class DispatchPages {
  private DispatchPages() {}

  static void forward(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/hello").forward(request, response);
  }

  static void include(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    included("/included", request, response);
  }

  static void includeForward(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    included("/included-forward", request, response);
  }

  /** What is included: writes without a length, which would be that of the whole answer. */
  static void part(HttpServletRequest request, HttpServletResponse response) throws IOException {
    write(response, "hello\n");
  }

  static void forwardToPart(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/included").forward(request, response);
  }

  static void wrapped(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    write(
        response,
        ((WrapFilter.OwnRequest) request).ownName()
            + " "
            + ((WrapFilter.OwnResponse) response).ownName()
            + "\n");
  }

  private static void included(
      String path, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain;charset=UTF-8");
    write(response, "<");
    request.getRequestDispatcher(path).include(request, response);
    write(response, ">");
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}

package com.example.contract.boot;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives requests on to other paths. */
@RestController
class DispatchController {

  @RequestMapping("/forward")
  void forward(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/hello").forward(request, response);
  }

  @RequestMapping("/include")
  void include(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    around("/hello", request, response);
  }

  @RequestMapping("/include-forward")
  void includeForward(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    around("/forward", request, response);
  }

  private static void around(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType(PlainController.TEXT);
    response.getOutputStream().write('<');
    request.getRequestDispatcher(path).include(request, response);
    response.getOutputStream().write('>');
  }
}

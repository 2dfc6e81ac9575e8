package com.example.contract;

import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** Pages about paths, headers and users. */
final class SimplePages {
  private SimplePages() {}

  static void hello(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Answers.text(response, "hello\n");
  }

  static void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Answers.text(response, String.valueOf(request.getQueryString()));
  }

  static void raw(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Answers.text(response, request.getRequestURI());
  }

  static void order(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String info = String.valueOf(request.getPathInfo());
    Answers.json(response, "{\"id\":\"" + info.substring(1) + "\"}");
  }

  static void headers(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.addHeader("X-Multi", "one");
    response.addHeader("X-Multi", "two");
    response.addHeader("x-lower", "three");
    response.addHeader("Set-Cookie", "session=secret; Path=/app");
    StringBuilder lines = new StringBuilder();
    for (String value : Collections.list(request.getHeaders("X-Mixed-Case"))) {
      lines.append(value).append('\n');
    }
    Answers.text(response, lines.toString());
  }

  static void secure(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Principal user = request.getUserPrincipal();
    Answers.text(response, user == null ? "nobody" : user.getName());
  }

  static void login(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.login("alice", "wonderland");
    Answers.text(response, String.valueOf(request.getRemoteUser()));
  }

  /** Where a request without a user is sent by the login by form. */
  static void form(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Answers.text(response, "who are you?\n");
  }

  static void sessionUser(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = Answers.queryValue(request, "name");
    if (name != null) {
      request.getSession().setAttribute("user", name);
      Answers.text(response, "set");
      return;
    }
    HttpSession session = request.getSession(false);
    Answers.text(response, session == null ? "no session" : "" + session.getAttribute("user"));
  }
}

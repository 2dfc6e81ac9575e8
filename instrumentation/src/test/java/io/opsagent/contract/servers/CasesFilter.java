package io.opsagent.contract.servers;

import java.io.IOException;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.http.HttpFilter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A filter that answers some requests itself, and what a servlet threw with 409. */
final class CasesFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().endsWith("/by-filter")) {
      response.setStatus(403);
      response.getWriter().print("by filter");
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException e) {
      if (request.getParameter("caught") == null) {
        throw e;
      }
      response.setStatus(409);
    }
  }
}

package com.example.contract;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Repeats the header {@code X-Id} of the request. */
final class IdFilter implements Filter {
  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = ((HttpServletRequest) request).getHeader("X-Id");
    if (id != null) {
      ((HttpServletResponse) response).setHeader("X-Id", id);
    }
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {}
}

package com.example.contract;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** Hands on a request and a response of its own, which the servlet casts to. */
final class WrapFilter implements Filter {
  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        new OwnRequest((HttpServletRequest) request),
        new OwnResponse((HttpServletResponse) response));
  }

  @Override
  public void destroy() {}

  /** The application's own request. */
  static final class OwnRequest extends HttpServletRequestWrapper {
    OwnRequest(HttpServletRequest request) {
      super(request);
    }

    String ownName() {
      return "own request";
    }
  }

  /** The application's own response. */
  static final class OwnResponse extends HttpServletResponseWrapper {
    OwnResponse(HttpServletResponse response) {
      super(response);
    }

    String ownName() {
      return "own response";
    }
  }
}

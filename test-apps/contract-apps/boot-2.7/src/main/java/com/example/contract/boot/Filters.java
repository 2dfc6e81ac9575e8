package com.example.contract.boot;

import javax.servlet.Filter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** The filters of the application. */
final class Filters {
  /** Repeats the request's {@code X-Id}. */
  static final Filter IDENTIFIED =
      (request, response, chain) -> {
        String id = ((HttpServletRequest) request).getHeader("X-Id");
        if (id != null) {
          ((HttpServletResponse) response).setHeader("X-Id", id);
        }
        chain.doFilter(request, response);
      };

  /** Answers itself. */
  static final Filter ANSWERING =
      (request, response, chain) -> {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write("by filter\n");
      };

  /** Wraps both. */
  static final Filter WRAPPING =
      (request, response, chain) ->
          chain.doFilter(
              new WrappedRequest((HttpServletRequest) request),
              new WrappedResponse((HttpServletResponse) response));

  /** Compresses what is written behind it, if the client takes it. */
  static final Filter COMPRESSING =
      (request, response, chain) -> {
        String accepted = ((HttpServletRequest) request).getHeader("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip")) {
          chain.doFilter(request, response);
          return;
        }
        GzipResponse compressed = new GzipResponse((HttpServletResponse) response);
        chain.doFilter(request, compressed);
        compressed.finish();
      };

  private Filters() {}

  /** A request as the controller sees it. */
  static final class WrappedRequest extends HttpServletRequestWrapper {
    WrappedRequest(HttpServletRequest request) {
      super(request);
    }
  }

  /** A response as the controller sees it. */
  static final class WrappedResponse extends HttpServletResponseWrapper {
    WrappedResponse(HttpServletResponse response) {
      super(response);
    }
  }
}

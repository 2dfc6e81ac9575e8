package io.opsagent.servlet;

import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.security.Principal;
import java.util.Collection;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** How servlet containers are asked, by one of the two APIs. */
final class ServletAdapter implements HttpAdapter<Object, Object> {
  private final ServletApi api;

  ServletAdapter(ServletApi api) {
    this.api = api;
  }

  @Override
  public @Nullable String method(Object request) {
    return api.method(request);
  }

  @Override
  public @Nullable String path(Object request) {
    return api.originalUri(request);
  }

  @Override
  public @Nullable String query(Object request) {
    return api.query(request);
  }

  @Override
  public @Nullable String protocol(Object request) {
    return api.protocol(request);
  }

  @Override
  public @Nullable String scheme(Object request) {
    return api.scheme(request);
  }

  @Override
  public @Nullable String remoteAddress(Object request) {
    return api.remoteAddress(request);
  }

  @Override
  public @Nullable String user(Object request) {
    Principal principal = api.principal(request);
    return principal == null ? null : principal.getName();
  }

  @Override
  public @Nullable Object sessionAttribute(Object request, String name) {
    return api.sessionAttribute(request, name);
  }

  @Override
  public @Nullable String requestHeader(Object request, String name) {
    return api.header(request, name);
  }

  @Override
  public boolean isRequestHeaderRepeated(Object request, String name) {
    Enumeration<String> values = api.headers(request, name);
    if (values == null || !values.hasMoreElements()) {
      return false;
    }
    values.nextElement();
    return values.hasMoreElements();
  }

  @Override
  public @Nullable String responseHeader(Object response, String name) {
    String value = api.responseHeader(response, name);
    // Some containers keep it apart until they write the head.
    return value == null && name.equals("content-type") ? api.contentType(response) : value;
  }

  @Override
  public int status(Object response) {
    return api.status(response);
  }

  @Override
  public void copyRequestHeaders(Object request, Headers into) {
    Enumeration<String> names = api.headerNames(request);
    while (names != null && names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = api.headers(request, name);
      while (values != null && values.hasMoreElements()) {
        into.add(name, values.nextElement());
      }
    }
  }

  @Override
  public void copyResponseHeaders(Object response, Headers into) {
    String contentType = api.contentType(response);
    if (contentType != null && api.responseHeader(response, "Content-Type") == null) {
      into.add("Content-Type", contentType);
    }
    Collection<String> names = api.responseHeaderNames(response);
    if (names == null) {
      return;
    }
    for (String name : names) {
      Collection<String> values = api.responseHeaders(response, name);
      if (values != null) {
        for (String value : values) {
          into.add(name, value);
        }
      }
    }
  }

  @Override
  public int requestHeaderBytes(Object request) {
    int bytes = 0;
    Enumeration<String> names = api.headerNames(request);
    while (names != null && names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = api.headers(request, name);
      while (values != null && values.hasMoreElements()) {
        bytes += name.length() + length(values.nextElement()) + 4;
      }
    }
    return bytes;
  }

  @Override
  public int responseHeaderBytes(Object response) {
    int bytes = 0;
    Collection<String> names = api.responseHeaderNames(response);
    if (names != null) {
      for (String name : names) {
        Collection<String> values = api.responseHeaders(response, name);
        if (values != null) {
          for (String value : values) {
            bytes += name.length() + length(value) + 4;
          }
        }
      }
    }
    return bytes;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}

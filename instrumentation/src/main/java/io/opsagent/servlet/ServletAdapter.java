package io.opsagent.servlet;

import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    for (String name : requestNames(request)) {
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
    for (String name : responseNames(response)) {
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
    for (String name : requestNames(request)) {
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
    for (String name : responseNames(response)) {
      Collection<String> values = api.responseHeaders(response, name);
      if (values != null) {
        for (String value : values) {
          bytes += name.length() + length(value) + 4;
        }
      }
    }
    return bytes;
  }

  private Collection<String> requestNames(Object request) {
    Enumeration<String> names = api.headerNames(request);
    return names == null ? Collections.<String>emptyList() : different(Collections.list(names));
  }

  private Collection<String> responseNames(Object response) {
    Collection<String> names = api.responseHeaderNames(response);
    return names == null ? Collections.<String>emptyList() : different(names);
  }

  /** Containers name a header once for each spelling, and give all its values each time. */
  private static Collection<String> different(Collection<String> names) {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    List<String> different = new ArrayList<>(names.size());
    for (String name : names) {
      if (known.add(name)) {
        different.add(name);
      }
    }
    return different;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}

package com.example.hostile;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Knows the URL protocol {@code hostile}; a JVM accepts one such factory in its life. */
final class HostileUrlHandlerFactory implements URLStreamHandlerFactory {
  @Override
  @SuppressWarnings("NullAway") // null means "not mine", as the JDK documents it
  public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
    return "hostile".equals(protocol) ? new Handler() : null;
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new Connection(url);
    }
  }

  private static final class Connection extends URLConnection {
    Connection(URL url) {
      super(url);
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(
          ("read from " + url.getPath()).getBytes(StandardCharsets.UTF_8));
    }
  }
}

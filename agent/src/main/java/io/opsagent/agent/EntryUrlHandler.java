package io.opsagent.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Opens the URLs of resources in the archive. Given to each URL as an object: the JVM's factory for
 * such handlers belongs to the application, and {@code jar:} URLs would share its cache.
 */
final class EntryUrlHandler extends URLStreamHandler {
  private final AgentLoader loader;

  EntryUrlHandler(AgentLoader loader) {
    this.loader = loader;
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new EntryConnection(url, loader);
  }

  private static final class EntryConnection extends URLConnection {
    private final AgentLoader loader;

    EntryConnection(URL url, AgentLoader loader) {
      super(url);
      this.loader = loader;
    }

    @Override
    public void connect() {
      // Nothing to connect to: the archive is open.
    }

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream in = loader.open(url.getPath().substring(1));
      if (in == null) {
        throw new FileNotFoundException(url.toString());
      }
      return in;
    }
  }
}

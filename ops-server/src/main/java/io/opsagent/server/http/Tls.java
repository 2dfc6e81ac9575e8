package io.opsagent.server.http;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of the server: one certificate for all listeners, read again when its files have changed. A
 * new one that cannot be used is said once, and the old one stays.
 */
final class Tls {
  static final long CHECK_MILLIS = 2_000;
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final TlsSettings settings;
  private final Consumer<String> notice;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();

  /** What the files looked like when they were read last; used on the scheduler's thread. */
  private String seen;

  private Tls(TlsSettings settings, Consumer<String> notice, TlsKeyStore first, String seen) {
    this.settings = settings;
    this.notice = notice;
    this.seen = seen;
    use(factory, first);
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setSniRequired(false);
  }

  /**
   * Reads the certificate.
   *
   * @param notice takes one line when it was replaced or could not be
   * @throws ServerStartException with one line if it cannot be used
   */
  static Tls read(TlsSettings settings, Consumer<String> notice) {
    try {
      String seen = look(settings);
      return new Tls(settings, notice, TlsKeyStore.read(settings), seen);
    } catch (TlsException e) {
      throw new ServerStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A factory for one listener. */
  SslConnectionFactory connectionFactory() {
    return new SslConnectionFactory(factory, "http/1.1");
  }

  /** Begins to look at the files; ends with the server. */
  void watch(Server server) {
    Scheduler scheduler = server.getScheduler();
    scheduler.schedule(() -> check(server, scheduler), CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check(Server server, Scheduler scheduler) {
    if (server.isStopping() || server.isStopped() || server.isFailed()) {
      return;
    }
    try {
      reloadIfChanged();
    } finally {
      scheduler.schedule(() -> check(server, scheduler), CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void reloadIfChanged() {
    String now = look(settings);
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      TlsKeyStore next = TlsKeyStore.read(settings);
      factory.reload(changed -> use((SslContextFactory.Server) changed, next));
      LOG.warn(
          "The certificate was read again: {}, valid until {}",
          next.certificate().getSubjectX500Principal(),
          next.certificate().getNotAfter().toInstant());
    } catch (TlsException e) {
      notice.accept(e.getMessage() + " The certificate before it stays in use.");
    } catch (Exception e) {
      LOG.warn("The certificate could not be replaced", e);
      notice.accept(
          "The certificate could not be replaced ("
              + e.getMessage()
              + "). The certificate before it stays in use.");
    }
  }

  private static void use(SslContextFactory.Server factory, TlsKeyStore keys) {
    factory.setKeyStore(keys.keyStore());
    factory.setKeyStorePassword(keys.password());
  }

  /** Time and size of the files; links are followed, as certificates are replaced by links. */
  private static String look(TlsSettings settings) {
    List<@Nullable File> files = new ArrayList<>();
    files.add(settings.certificate());
    files.add(settings.privateKey());
    files.add(settings.passwordFile());
    StringBuilder look = new StringBuilder();
    for (File file : files) {
      if (file != null) {
        look.append(file).append(' ').append(look(file)).append('\n');
      }
    }
    return look.toString();
  }

  private static String look(File file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "not there";
    }
  }
}

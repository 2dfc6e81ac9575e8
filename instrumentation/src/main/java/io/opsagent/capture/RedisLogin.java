package io.opsagent.capture;

import java.lang.ref.WeakReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the application's own client gets into a Redis server. Lives in memory only: it is never
 * stored, logged or shown. Immutable.
 */
public final class RedisLogin {
  /** No password and no TLS. */
  public static final RedisLogin NONE = new RedisLogin(null, null, false, false, null);

  private final @Nullable String user;
  private final @Nullable String password;
  private final boolean tls;
  private final boolean verifyingHost;
  private final @Nullable WeakReference<SSLSocketFactory> socketFactory;

  /**
   * A login.
   *
   * @param user of the access control list, or null for the default one
   * @param password null for none
   * @param tls whether the connection is encrypted from its start
   * @param verifyingHost whether the certificate has to be that of the host
   * @param socketFactory the application's, held weakly; null takes the JVM's
   */
  public RedisLogin(
      @Nullable String user,
      @Nullable String password,
      boolean tls,
      boolean verifyingHost,
      @Nullable SSLSocketFactory socketFactory) {
    this.user = user;
    this.password = password;
    this.tls = tls;
    this.verifyingHost = verifyingHost;
    this.socketFactory = socketFactory == null ? null : new WeakReference<>(socketFactory);
  }

  /** User of the access control list, or null. */
  public @Nullable String user() {
    return user;
  }

  /** The password, or null. */
  public @Nullable String password() {
    return password;
  }

  /** Whether the connection is encrypted. */
  public boolean isTls() {
    return tls;
  }

  /** Whether the certificate has to be that of the host. */
  public boolean isVerifyingHost() {
    return verifyingHost;
  }

  /** The application's socket factory, or null: it has none, or it is gone. */
  public @Nullable SSLSocketFactory socketFactory() {
    return socketFactory == null ? null : socketFactory.get();
  }

  /** Says nothing secret. */
  @Override
  public String toString() {
    return "RedisLogin[password=" + (password == null ? "none" : "******") + ", tls=" + tls + "]";
  }
}

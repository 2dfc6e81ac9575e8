package com.example.contract.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of the second port. Its key store (PKCS 12) is named by the system property
 * {@code contract.keystore}; without it there is no second port.
 */
public final class Tls {
  /** Password of the key store and of its key. */
  public static final String PASSWORD = "changeit";

  private Tls() {}

  /** The key store, or null if none was named. */
  public static @Nullable Path keyStore() {
    String named = System.getProperty("contract.keystore");
    return named == null ? null : Path.of(named);
  }

  /**
   * A context for servers with that certificate; null if none was named.
   *
   * @throws IllegalStateException if the key store cannot be read
   */
  public static @Nullable SSLContext context() {
    Path file = keyStore();
    if (file == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot read the key store " + file, e);
    }
  }
}

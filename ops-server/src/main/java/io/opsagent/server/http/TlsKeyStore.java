package io.opsagent.server.http;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key and its certificates, read whole from the files of the settings and checked: they fit each
 * other and the certificate is valid now.
 *
 * @param keyStore in memory, with one entry
 * @param password of that entry, made up here
 * @param certificate the server's own
 */
record TlsKeyStore(KeyStore keyStore, String password, X509Certificate certificate) {
  private static final String ALIAS = "opsagent";
  private static final String MEMORY_PASSWORD = "in-memory";
  private static final int MAX_FILE_BYTES = 1024 * 1024;
  private static final String PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  /**
   * Reads the files.
   *
   * @throws TlsException with one line that names the key, the file, what is wrong and what helps
   */
  static TlsKeyStore read(TlsSettings settings) throws TlsException {
    char[] password = password(settings.passwordFile());
    byte[] bytes = bytes("tls.certificate", settings.certificate());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      return text.contains(PEM_CERTIFICATE)
          ? ofPem(settings, bytes, password)
          : ofPkcs12(settings, bytes, password);
    } finally {
      if (password != null) {
        java.util.Arrays.fill(password, '\0');
      }
    }
  }

  private static TlsKeyStore ofPem(TlsSettings settings, byte[] bytes, char @Nullable [] password)
      throws TlsException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))) {
        chain.add((X509Certificate) certificate);
      }
    } catch (GeneralSecurityException e) {
      throw new TlsException(
          "tls.certificate",
          settings.certificate(),
          "holds no certificates that can be read (" + e.getMessage() + ")",
          "Name a PEM file with the server's certificate first.",
          e);
    }
    File keyFile = settings.privateKey();
    if (keyFile == null) {
      throw new TlsException(
          "tls.certificate",
          settings.certificate(),
          "is a PEM file, and tls.private-key is not set",
          "Set tls.private-key to the PEM file of its key.",
          null);
    }
    PrivateKey key = PemKey.read(keyFile, bytes("tls.private-key", keyFile), password);
    return checked(settings.certificate(), key, chain);
  }

  private static TlsKeyStore ofPkcs12(
      TlsSettings settings, byte[] bytes, char @Nullable [] password) throws TlsException {
    File file = settings.certificate();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password == null ? new char[0] : password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password == null ? new char[0] : password)
            instanceof PrivateKey key) {
          List<X509Certificate> chain = new ArrayList<>();
          for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
          }
          return checked(file, key, chain);
        }
      }
      throw new TlsException(
          "tls.certificate", file, "holds no private key", "Export it with its key.", null);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          "tls.certificate",
          file,
          "is neither a PEM file nor a PKCS12 file that this password opens ("
              + e.getMessage()
              + ")",
          "Set tls.password-file to a file with its password.",
          e);
    }
  }

  private static TlsKeyStore checked(File file, PrivateKey key, List<X509Certificate> chain)
      throws TlsException {
    X509Certificate own = chain.get(0);
    try {
      own.checkValidity();
      if (!KeyPairCheck.fit(key, own.getPublicKey())) {
        throw new TlsException(
            "tls.certificate",
            file,
            "is not the certificate of the private key",
            "Name the two that belong together; the server's own certificate stands first.",
            null);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          ALIAS, key, MEMORY_PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
      return new TlsKeyStore(store, MEMORY_PASSWORD, own);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          "tls.certificate",
          file,
          "cannot be used (" + e.getMessage() + ")",
          "Replace it by a certificate that is valid now.",
          e);
    }
  }

  private static char @Nullable [] password(@Nullable File file) throws TlsException {
    if (file == null) {
      return null;
    }
    String text = new String(bytes("tls.password-file", file), StandardCharsets.UTF_8);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(0, end).toCharArray();
  }

  private static byte[] bytes(String key, File file) throws TlsException {
    try {
      if (Files.size(file.toPath()) > MAX_FILE_BYTES) {
        throw new IOException("it is larger than " + MAX_FILE_BYTES + " bytes");
      }
      return Files.readAllBytes(file.toPath());
    } catch (IOException e) {
      String why = e instanceof java.nio.file.NoSuchFileException ? "not there" : e.getMessage();
      throw new TlsException(
          key,
          file,
          "cannot be read (" + why + ")",
          "Name a file that the application's user may read.",
          e);
    }
  }
}

package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate made by the JDK's keytool, as PKCS12 and as PEM. */
final class TestCertificate {
  static final String PASSWORD = "changeit-please";
  private static final Base64.Encoder MIME =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final Path pkcs12;
  private final KeyStore store;

  private TestCertificate(Path pkcs12, KeyStore store) {
    this.pkcs12 = pkcs12;
    this.store = store;
  }

  /**
   * Makes one.
   *
   * @param algorithm of the key: EC or RSA
   * @param begin when it begins to be valid, in keytool's words; it lasts ten days
   */
  static TestCertificate make(Path folder, String name, String algorithm, String begin)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    File keytool = new File(System.getProperty("java.home"), "bin/keytool");
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool.getPath(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=" + name,
                    "-startdate",
                    begin,
                    "-validity",
                    "10",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(file, store);
  }

  static TestCertificate make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    return make(folder, name, "EC", "-1d");
  }

  Path pkcs12() {
    return pkcs12;
  }

  String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("server").getEncoded());
  }

  String keyPem() throws GeneralSecurityException {
    Key key = store.getKey("server", PASSWORD.toCharArray());
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + MIME.encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}

package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with certificates of files, which are replaced while the server runs. */
class TlsTest {
  @TempDir private Path folder;

  private record Answer(String text, X509Certificate certificate) {}

  private Path write(String name, String text) throws IOException {
    // In one step, as tools that renew certificates do it.
    Path next = Files.writeString(folder.resolve(name + ".next"), text);
    return Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private TlsSettings pem(TestCertificate certificate)
      throws IOException, GeneralSecurityException {
    write("key.pem", certificate.keyPem());
    write("cert.pem", certificate.certificatePem());
    return new TlsSettings(
        folder.resolve("cert.pem").toFile(), folder.resolve("key.pem").toFile(), null);
  }

  private static Answer get(RunningServer running, String... headers)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Believing()}, null);
    try (Socket plain = new Socket("127.0.0.1", running.server.port());
        SSLSocket socket =
            (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", 1, true)) {
      socket.setSoTimeout(20_000);
      String request =
          "GET /ops/token/scope HTTP/1.1\r\nHost: 127.0.0.1:"
              + running.server.port()
              + "\r\nConnection: close\r\n"
              + String.join("", headers)
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(text, (X509Certificate) socket.getSession().getPeerCertificates()[0]);
    }
  }

  @Test
  void a_certificate_in_pem_serves_https_alone() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder, "first");
    TlsSettings tls = pem(certificate);
    try (RunningServer running = RunningServer.start(s -> s.tls(tls))) {
      assertThat(running.server.loopbackUrl()).startsWith("https://127.0.0.1:");
      assertThat(running.server.startLine()).contains("loaded at https://127.0.0.1:");
      Answer answer = get(running);
      assertThat(answer.text()).startsWith("HTTP/1.1 200").contains("\"result\":[\"*\"]");
      assertThat(answer.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=first");
      assertThat(get(running, "Origin: " + running.server.loopbackUrl() + "\r\n").text())
          .startsWith("HTTP/1.1 200");
      assertThat(get(running, "Origin: http://127.0.0.1:" + running.server.port() + "\r\n").text())
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void an_encrypted_key_of_openssl_is_read_with_its_password_and_refused_without()
      throws Exception {
    Path key = write("key.pem", resource("encrypted-key.pem"));
    Path certificate = write("cert.pem", resource("encrypted-cert.pem"));
    Path password = write("password", TestCertificate.PASSWORD + "\n");
    assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    TlsSettings tls = new TlsSettings(certificate.toFile(), key.toFile(), password.toFile());
    try (RunningServer running = RunningServer.start(s -> s.tls(tls))) {
      Answer answer = get(running);
      assertThat(answer.text()).startsWith("HTTP/1.1 200");
      assertThat(answer.certificate().getSubjectX500Principal().getName())
          .isEqualTo("CN=encrypted");
    }
    assertStartFails(
        new TlsSettings(certificate.toFile(), key.toFile(), null),
        "tls.private-key = ",
        "is encrypted. Set tls.password-file");
    Path wrong = write("wrong", "another\n");
    assertStartFails(
        new TlsSettings(certificate.toFile(), key.toFile(), wrong.toFile()),
        "tls.private-key = ",
        "into the first line of tls.password-file");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TlsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_pkcs12_file_with_its_password_and_an_rsa_key_do_as_well() throws Exception {
    TestCertificate certificate = TestCertificate.make(folder, "store", "RSA", "-1d");
    Path password = write("password", TestCertificate.PASSWORD + "\nsecond line");
    TlsSettings tls = new TlsSettings(certificate.pkcs12().toFile(), null, password.toFile());
    try (RunningServer running = RunningServer.start(s -> s.tls(tls))) {
      assertThat(get(running).text()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_new_certificate_is_used_without_a_restart_and_a_bad_one_is_not() throws Exception {
    TestCertificate first = TestCertificate.make(folder, "first");
    TestCertificate second = TestCertificate.make(folder, "second", "RSA", "-1d");
    TlsSettings tls = pem(first);
    try (RunningServer running = RunningServer.start(s -> s.tls(tls))) {
      assertThat(subject(running)).isEqualTo("CN=first");
      pem(second);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(subject(running)).isEqualTo("CN=second"));
      running.notices.clear();
      write("cert.pem", first.certificatePem());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(running.notices)
                      .anySatisfy(
                          line ->
                              assertThat(line)
                                  .startsWith("tls.certificate = " + tls.certificate())
                                  .contains("is not the certificate of the private key")
                                  .endsWith("The certificate before it stays in use.")));
      assertThat(subject(running)).isEqualTo("CN=second");
      write("cert.pem", second.certificatePem().substring(0, 100));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(running.notices).anyMatch(line -> line.contains("holds no cert")));
      assertThat(subject(running)).isEqualTo("CN=second");
    }
  }

  private static String subject(RunningServer running)
      throws IOException, GeneralSecurityException {
    return get(running).certificate().getSubjectX500Principal().getName();
  }

  @Test
  void what_cannot_be_used_at_the_start_is_one_line_with_the_key_and_the_way_out()
      throws Exception {
    TestCertificate good = TestCertificate.make(folder, "good");
    TestCertificate expired = TestCertificate.make(folder, "expired", "EC", "-30d");
    TlsSettings pair = pem(good);
    assertStartFails(
        new TlsSettings(folder.resolve("none.pem").toFile(), pair.privateKey(), null),
        "tls.certificate = ",
        "cannot be read (not there)");
    assertStartFails(
        new TlsSettings(pair.certificate(), null, null), "tls.certificate = ", "is not set");
    assertStartFails(
        new TlsSettings(good.pkcs12().toFile(), null, null), "tls.certificate = ", "password");
    Path old = write("old.pem", good.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
    assertStartFails(
        new TlsSettings(pair.certificate(), old.toFile(), null),
        "tls.private-key = ",
        "openssl pkcs8");
    Path expiredPem = write("expired.pem", expired.certificatePem());
    Path expiredKey = write("expired.key", expired.keyPem());
    assertStartFails(
        new TlsSettings(expiredPem.toFile(), expiredKey.toFile(), null),
        "tls.certificate = ",
        "valid now");
  }

  private static void assertStartFails(TlsSettings tls, String beginning, String part) {
    assertThatThrownBy(() -> RunningServer.start(s -> s.tls(tls)))
        .isInstanceOf(ServerStartException.class)
        .hasMessageStartingWith(beginning)
        .hasMessageContaining(part);
  }

  @Test
  void the_default_port_of_tls_is_another_one() {
    TlsSettings tls = new TlsSettings(folder.toFile(), null, null);
    assertThat(OperationsServerSettings.builder("shop").tls(tls).build().port()).isEqualTo(8276);
    assertThat(OperationsServerSettings.builder("shop").tls(tls).port(8274).build().port())
        .isEqualTo(8274);
    assertThat(OperationsServerSettings.builder("shop").build().port()).isEqualTo(8274);
  }

  /** The certificates are made by the test; it looks itself at the one it gets. */
  private static final class Believing extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

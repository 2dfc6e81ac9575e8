package com.example.contract.tomcat;

import com.example.contract.FormListener;
import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** The contract application on embedded Tomcat. */
public final class TomcatApplication {
  private TomcatApplication() {}

  /**
   * Starts it.
   *
   * @param args the port; 0 takes a free one
   */
  public static void main(String[] args) throws Exception {
    File base = new File("tomcat-base");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    Connector plain = connector(Integer.parseInt(args[0]));
    plain.setProperty("compression", "on");
    plain.setProperty("compressionMinSize", "100");
    plain.setProperty("compressibleMimeType", "application/json");
    plain.addUpgradeProtocol(new Http2Protocol());
    tomcat.setConnector(plain);
    Connector tls = tls();
    tomcat.getService().addConnector(tls);
    application(tomcat);
    formApplication(tomcat);
    tomcat.start();
    if (plain.getLocalPort() <= 0 || tls.getLocalPort() <= 0) {
      throw new IllegalStateException("a connector did not start");
    }
    System.out.println("contract application on port " + plain.getLocalPort());
    System.out.println("contract application on TLS port " + tls.getLocalPort());
    tomcat.getServer().await();
  }

  private static Connector connector(int port) {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setAllowTrace(true);
    return connector;
  }

  private static Connector tls() {
    Connector connector = connector(0);
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig host = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
    certificate.setCertificateKeystoreFile(System.getProperty("contract.keystore"));
    certificate.setCertificateKeystorePassword("changeit");
    certificate.setCertificateKeystoreType("PKCS12");
    host.addCertificate(certificate);
    connector.addSslHostConfig(host);
    connector.addUpgradeProtocol(new Http2Protocol());
    return connector;
  }

  private static void application(Tomcat tomcat) {
    Context context = tomcat.addContext("/app", System.getProperty("contract.files"));
    context.addMimeMapping("txt", "text/plain");
    context.addMimeMapping("html", "text/html");
    Wrapper files =
        Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
    files.setLoadOnStartup(1);
    context.addServletMappingDecoded("/", "default");
    context.addServletContainerInitializer(new org.apache.tomcat.websocket.server.WsSci(), null);
    context.addApplicationListener("com.example.contract.ContractListener");
    context.addApplicationListener("com.example.contract.EchoSocketListener");
    context.addErrorPage(errorPage(420));
    context.addErrorPage(errorPage(421));
    ErrorPage forException = new ErrorPage();
    forException.setExceptionType("java.lang.UnsupportedOperationException");
    forException.setLocation("/error-page");
    context.addErrorPage(forException);
    tomcat.addUser("alice", "wonderland");
    tomcat.addRole("alice", "reader");
    context.setLoginConfig(new LoginConfig("BASIC", "contract", null, null));
    context.getPipeline().addValve(new org.apache.catalina.authenticator.BasicAuthenticator());
    context.addSecurityRole("reader");
  }

  private static void formApplication(Tomcat tomcat) {
    Context context = tomcat.addContext(FormListener.CONTEXT_PATH, null);
    context.addApplicationListener(FormListener.class.getName());
    context.setLoginConfig(
        new LoginConfig("FORM", "contract", FormListener.LOGIN_PAGE, FormListener.LOGIN_PAGE));
    context.getPipeline().addValve(new org.apache.catalina.authenticator.FormAuthenticator());
    context.addSecurityRole("reader");
  }

  private static ErrorPage errorPage(int code) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(code);
    page.setLocation("/error-page");
    return page;
  }
}

package com.example.contract.undertow;

import com.example.contract.ContractListener;
import com.example.contract.EchoSocket;
import com.example.contract.FormListener;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.servlet.ServletException;

/** The contract application on Undertow's servlet container. */
public final class UndertowApplication {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private UndertowApplication() {}

  /**
   * Starts it.
   *
   * @param args the port; 0 takes a free one
   */
  public static void main(String[] args) throws Exception {
    PathHandler root = new PathHandler();
    root.addPrefixPath("/app", compressing(deployed(application())));
    root.addPrefixPath(FormListener.CONTEXT_PATH, deployed(formApplication()));
    Undertow server =
        Undertow.builder()
            .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1")
            .addHttpsListener(0, "127.0.0.1", tls())
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 32 * 1024)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 64L * 1024 * 1024)
            .setWorkerThreads(120)
            .setHandler(root)
            .build();
    server.start();
    for (Undertow.ListenerInfo listener : server.getListenerInfo()) {
      boolean secure = listener.getProtcol().equals("https");
      int port = ((InetSocketAddress) listener.getAddress()).getPort();
      System.out.println("contract application on " + (secure ? "TLS port " : "port ") + port);
    }
  }

  private static HttpHandler deployed(DeploymentInfo application) throws ServletException {
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    return manager.start();
  }

  /** Undertow's own compression, for the one path that asks for it. */
  private static HttpHandler compressing(HttpHandler servlets) {
    EncodingHandler encoding =
        new EncodingHandler(
            servlets,
            new ContentEncodingRepository()
                .addEncodingHandler("gzip", new GzipEncodingProvider(), 50));
    return exchange -> {
      if (exchange.getRelativePath().equals("/compressed")) {
        encoding.handleRequest(exchange);
      } else {
        servlets.handleRequest(exchange);
      }
    };
  }

  private static DeploymentInfo application() {
    return Servlets.deployment()
        .setClassLoader(UndertowApplication.class.getClassLoader())
        .setContextPath("/app")
        .setDeploymentName("contract")
        .setResourceManager(
            new PathResourceManager(Paths.get(System.getProperty("contract.files")), 10_000))
        .addListener(Servlets.listener(ContractListener.class))
        .addServletContextAttribute(
            WebSocketDeploymentInfo.ATTRIBUTE_NAME,
            new WebSocketDeploymentInfo()
                .setBuffers(new DefaultByteBufferPool(true, 16 * 1024))
                .addEndpoint(EchoSocket.class))
        .addErrorPage(Servlets.errorPage("/error-page", 420))
        .addErrorPage(Servlets.errorPage("/error-page", 421))
        .addErrorPage(Servlets.errorPage("/error-page", UnsupportedOperationException.class))
        .setIdentityManager(new OneUser())
        .setLoginConfig(new LoginConfig("BASIC", "contract"))
        .addSecurityRole("reader");
  }

  private static DeploymentInfo formApplication() {
    return Servlets.deployment()
        .setClassLoader(UndertowApplication.class.getClassLoader())
        .setContextPath(FormListener.CONTEXT_PATH)
        .setDeploymentName("form")
        .addListener(Servlets.listener(FormListener.class))
        .setIdentityManager(new OneUser())
        .setLoginConfig(
            new LoginConfig("FORM", "contract", FormListener.LOGIN_PAGE, FormListener.LOGIN_PAGE))
        .addSecurityRole("reader");
  }

  private static SSLContext tls() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(System.getProperty("contract.keystore"))) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}

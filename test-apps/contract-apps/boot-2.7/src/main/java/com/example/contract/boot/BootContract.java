package com.example.contract.boot;

import com.example.contract.common.ContractMain;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The contract application (test-apps/contract/README.md) on Spring Boot 2.7 or 3.5, with whatever
 * server is in the jar.
 */
@SpringBootApplication
public class BootContract {
  private static final Map<String, Object> SETTINGS =
      Map.ofEntries(
          Map.entry("spring.main.banner-mode", "off"),
          Map.entry("logging.level.root", "off"),
          // Spring Boot gives these two a level of their own.
          Map.entry("logging.level.org.apache.coyote.http11.Http11NioProtocol", "off"),
          Map.entry("logging.level.org.eclipse.jetty.util.component.AbstractLifeCycle", "off"),
          Map.entry("server.address", "127.0.0.1"),
          Map.entry("server.servlet.context-path", "/app"),
          Map.entry("server.compression.enabled", "true"),
          // The declared charset of a body is one of the cases; by default Boot overrides it.
          Map.entry("server.servlet.encoding.enabled", "false"),
          Map.entry("spring.servlet.multipart.resolve-lazily", "true"));

  /** For Spring, which makes a subclass. */
  protected BootContract() {}

  /**
   * Starts the server on 127.0.0.1; its threads keep the JVM alive.
   *
   * @param port 0 for any
   */
  static Running start(int port) {
    SpringApplication application = new SpringApplication(BootContract.class);
    application.setDefaultProperties(SETTINGS);
    return new Running(application.run("--server.port=" + port));
  }

  /** The main class: takes a port, says which one it is, and runs until it is ended. */
  public static void main(String[] arguments) {
    ContractMain.silence();
    ContractMain.accepts(start(ContractMain.port(arguments)).port(), 0);
  }

  /**
   * A started application.
   *
   * @param context to be closed
   */
  record Running(ConfigurableApplicationContext context) implements AutoCloseable {

    /** The port that accepts connections. */
    int port() {
      return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    @Override
    public void close() {
      context.close();
    }
  }
}

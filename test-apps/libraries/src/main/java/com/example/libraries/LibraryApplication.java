package com.example.libraries;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The main class: serves on a free port of 127.0.0.1, says which, and runs until it is ended. */
public final class LibraryApplication {
  private LibraryApplication() {}

  /**
   * Starts the server; its threads keep the JVM alive.
   *
   * @param arguments {@code log4j1}, {@code log4j2} or {@code juli}, or {@code redis} and an
   *     address
   */
  public static void main(String[] arguments) throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("tomcat-base");
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    boolean isStock = arguments[0].equals("redis");
    Tomcat.addServlet(
        context,
        "orders",
        isStock ? new StockPage(new Stock(arguments[1])) : new Orders(log(arguments[0])));
    context.addServletMappingDecoded("/", "orders");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
    System.out.println("Listening on port " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static OrderLog log(String library) {
    switch (library) {
      case "log4j1":
        return new Log4j1OrderLog();
      case "log4j2":
        return new Log4j2OrderLog();
      default:
        return new JuliOrderLog();
    }
  }

  private static final class StockPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Stock stock;

    private StockPage(Stock stock) {
      this.stock = stock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print(stock.of(request.getRequestURI()));
    }
  }

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient OrderLog log;

    private Orders(OrderLog log) {
      this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getRequestURI()) {
        case "/late":
          log.info("an order is asked for");
          log.warn("order 17 is late, password=HIDDEN-in-warning");
          log.error(
              "order 17 failed",
              new IllegalStateException("no stock", new IOException("token_key=HIDDEN-in-cause")));
          break;
        case "/large":
          log.error("x".repeat(1_000_000), null);
          break;
        case "/many":
          for (int i = 0; i < 10_000; i++) {
            log.error("order " + i + " failed", null);
          }
          break;
        case "/boom":
          throw new IllegalArgumentException("boom");
        case "/quiet":
          break;
        default:
          log.error("no such page", null);
          break;
      }
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print("done\n");
    }
  }
}

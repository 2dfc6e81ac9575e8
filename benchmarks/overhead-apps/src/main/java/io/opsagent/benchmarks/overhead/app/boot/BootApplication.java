package io.opsagent.benchmarks.overhead.app.boot;

import io.opsagent.benchmarks.overhead.app.Control;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A Spring Boot application as they are: Tomcat, Spring MVC, Jackson, HikariCP and H2 in memory.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class BootApplication {

  public static void main(String[] args) throws Exception {
    Control.mainEntered();
    SpringApplication application = new SpringApplication(BootApplication.class);
    application.setDefaultProperties(
        Map.of(
            "server.port",
            Integer.getInteger("port", 0),
            "server.address",
            "127.0.0.1",
            // The client keeps its connections, as a proxy would.
            "server.tomcat.max-keep-alive-requests",
            -1,
            "spring.datasource.url",
            "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1"));
    application.run(args);
    Control.listen("-exec-");
  }
}

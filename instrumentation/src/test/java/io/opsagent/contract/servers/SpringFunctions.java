package io.opsagent.contract.servers;

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes as functions, which Spring has since 5.2. */
public final class SpringFunctions {
  private SpringFunctions() {}

  public static RouterFunction<ServerResponse> greetings() {
    return RouterFunctions.route()
        .GET(
            "/hello/{name}",
            request -> ServerResponse.ok().body("hello " + request.pathVariable("name")))
        .build();
  }
}

package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import org.junit.jupiter.api.Test;

/** What Spring MVC adds from 5.2 on. */
abstract class SpringFunctionsContract extends SpringMvcContract {

  @Override
  String serverClass() {
    return "SpringFunctionsServer";
  }

  @Test
  void a_router_function_tells_its_pattern() throws Exception {
    assertThat(get("/shop/hello/anna").text()).isEqualTo("hello anna");

    Exchange exchange = next().exchange();
    assertThat(exchange.routePattern()).isEqualTo("/hello/{name}");
    assertThat(exchange.handler()).as("a lambda has no name worth telling").isNull();
  }
}

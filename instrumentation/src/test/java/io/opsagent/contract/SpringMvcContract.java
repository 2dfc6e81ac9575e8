package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import org.junit.jupiter.api.Test;

/** What Spring MVC adds to the exchange of the container, in any of its versions. */
abstract class SpringMvcContract extends ContractHarness {
  private static final String CONTROLLER = "io.opsagent.contract.servers.SpringOrders";

  @Override
  String serverClass() {
    return "SpringServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {
      "org.apache.", "org.springframework.", "javax.servlet.", "jakarta.", "io.micrometer."
    };
  }

  @Override
  String entryPoint() {
    return "tomcat";
  }

  @Test
  void a_controller_tells_route_and_handler() throws Exception {
    assertThat(get("/shop/orders/17?full=1").text()).isEqualTo("order 17");

    Exchange exchange = next().exchange();
    assertThat(exchange.entryPoint()).isEqualTo(entryPoint());
    assertThat(exchange.path()).isEqualTo("/shop/orders/17");
    assertThat(exchange.contextPath()).isEqualTo("/shop");
    assertThat(exchange.routePattern()).isEqualTo("/orders/{id}");
    assertThat(exchange.handler()).isEqualTo(CONTROLLER + "#find");
    assertThat(exchange.failure()).isNull();
  }

  @Test
  void an_exception_that_becomes_a_404_is_part_of_the_exchange() throws Exception {
    assertThat(get("/shop/orders/18/lost").status()).isEqualTo(404);

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(404);
    assertThat(exchange.routePattern()).isEqualTo("/orders/{id}/lost");
    assertThat(exchange.handler()).isEqualTo(CONTROLLER + "#lost");
    assertThat(exchange.failure()).hasMessage("no order 18");
  }

  @Test
  void an_exception_that_nobody_handles_keeps_the_route_of_its_handler() throws Exception {
    assertThat(get("/shop/orders/19/broken").status()).isEqualTo(500);

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(500);
    assertThat(exchange.routePattern()).isEqualTo("/orders/{id}/broken");
    assertThat(exchange.failure()).isInstanceOf(IllegalStateException.class);
    assertThat(exchange.failure()).hasMessage("broken 19");
  }

  @Test
  void resources_have_the_pattern_of_their_mapping() throws Exception {
    assertThat(get("/shop/static/nothing.css").status()).isEqualTo(404);

    Exchange exchange = next().exchange();
    assertThat(exchange.routePattern()).isEqualTo("/static/**");
    assertThat(exchange.handler()).isNull();
  }

  @Test
  void a_pattern_for_everything_is_no_route() throws Exception {
    assertThat(get("/shop/whatever/123").status()).isEqualTo(404);

    Exchange exchange = next().exchange();
    assertThat(exchange.routePattern()).isNull();
    assertThat(exchange.contextPath()).isEqualTo("/shop");
    // Newer versions throw when they find nothing, and answer that themselves.
    assertThat(exchange.failure()).isNull();
  }

  @Test
  void a_wrong_method_has_no_route() throws Exception {
    assertThat(post("/shop/orders/20", utf8("x"), "Content-Type: text/plain").status())
        .isEqualTo(405);

    assertThat(next().exchange().routePattern()).isNull();
  }
}

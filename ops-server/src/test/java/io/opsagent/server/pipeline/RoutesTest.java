package io.opsagent.server.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.rules.RouteTable;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Capture capture =
      new Capture(
          new ExchangeRing(64),
          new OpenExchanges(64),
          new BodyMemory(1_000_000),
          new CaptureSettings(false, 1_000, false));
  private final Routes routes = new Routes(100);

  private Exchange exchange(String method, String path) {
    Exchange exchange = requireNonNull(capture.begin("test"));
    exchange.mapped(method, path);
    return exchange;
  }

  @Test
  void the_frameworks_pattern_comes_first_and_behind_the_context_path() {
    Exchange exchange = exchange("GET", "/shop/api/products/7");
    exchange.servletMapping("/shop", "/api", true);
    exchange.route("/products/{id}", "Products", "get");

    assertThat(routes.namesOf(exchange))
        .isEqualTo(new EndpointNames("/shop/products/{id}", "get_shop_products_id"));
  }

  @Test
  void the_first_route_stays_whatever_a_forward_or_error_page_matches_later() {
    Exchange exchange = exchange("GET", "/a/1");
    exchange.route("/a/{id}", null, null);
    exchange.route("/error", null, null);

    assertThat(routes.namesOf(exchange).route()).isEqualTo("/a/{id}");
  }

  @Test
  void a_prefix_mapping_is_a_route() {
    Exchange exchange = exchange("POST", "/app/rest/x/y/z");
    exchange.servletMapping("/app", "/rest", true);

    assertThat(routes.namesOf(exchange))
        .isEqualTo(new EndpointNames("/app/rest/*", "post_app_rest"));
  }

  @Test
  void a_catch_all_says_nothing_and_the_path_is_collapsed() {
    Exchange exchange = exchange("GET", "/app/orders/4711");
    exchange.servletMapping("/app", "", true);
    exchange.route("/**", null, null);

    String route = requireNonNull(routes.namesOf(exchange).route());
    assertThat(route).startsWith("/app/orders/").doesNotContain("4711");
  }

  @Test
  void beyond_the_cap_routes_share_one_bucket_and_are_counted() {
    for (int i = 0; i < 500; i++) {
      Exchange exchange =
          exchange("GET", "/page" + (char) ('a' + i % 26) + "x" + "y".repeat(i / 26));
      routes.namesOf(exchange);
    }
    Exchange late = exchange("GET", "/late/comer");

    assertThat(routes.namesOf(late)).isEqualTo(new EndpointNames(RouteTable.OTHER, null));
    assertThat(routes.size()).isLessThanOrEqualTo(100);
    assertThat(routes.leftOut()).isGreaterThan(300);
  }
}

package io.opsagent.testapps.console;

import java.util.List;

/** Every page of the console, as an address below its root. */
final class ConsolePages {
  private ConsolePages() {}

  static List<String> all() {
    return List.of(
        "overview",
        "requests",
        "requests?status=4xx&status=5xx",
        "requests?live=1",
        "endpoints",
        "endpoints/get_shop_api_products_id",
        "errors",
        "servers",
        "runtime",
        "runtime?view=stack",
        "runtime/inflight",
        "runtime/heap",
        "runtime/gc",
        "runtime/mbeans?open=java.lang:type=Memory",
        "runtime/environment",
        "api",
        "api/get_shop_api_products_id",
        "api/get_v1_logs?view=own",
        "agent",
        "agent/settings",
        "agent/switches",
        "agent/tokens",
        "agent/users",
        "agent/audit",
        "data",
        "debug",
        "alerts",
        "cluster");
  }
}

package io.opsagent.server.api;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/**
 * What a browser is shown below {@code /{route}/ui/} as long as there is no console: one page
 * without script and style that names what can be asked. Nothing of a request or of a row is in it.
 */
final class ConsolePage {
  private static final String MEDIA_TYPE = "text/html; charset=utf-8";

  private final RouteTable routes;
  private final String rootPath;

  ConsolePage(RouteTable routes, String rootPath) {
    this.routes = routes;
    this.rootPath = rootPath;
  }

  void get(Context ctx) {
    ctx.contentType(MEDIA_TYPE).result(page().getBytes(StandardCharsets.UTF_8));
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                + "<title>OpsAgent</title>\n</head>\n<body>\n<main>\n<h1>OpsAgent</h1>\n"
                + "<p>The operations API of this service answers here.</p>\n<ul>\n");
    routes.all().stream()
        .filter(route -> route.method().equals("GET") && !route.path().contains("{"))
        .map(RouteTable.Route::path)
        .filter(path -> !path.startsWith(rootPath + "/ui"))
        .distinct()
        .sorted()
        .forEach(
            path ->
                page.append("<li><a href=\"")
                    .append(path)
                    .append("\">")
                    .append(path)
                    .append("</a></li>\n"));
    return page.append("</ul>\n</main>\n</body>\n</html>\n").toString();
  }
}

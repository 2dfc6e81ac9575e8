package io.opsagent.server.middleware;

import java.util.List;
import java.util.function.Function;

/**
 * {@code cors}: lets a browser hand the answer to the page that asked (operations-api.md 3.6). It
 * decides nothing: requests of origins that are not allowed have been refused before.
 */
final class Cors implements Middleware {
  static final String NAME = "cors";
  private static final String ALLOWED_HEADERS =
      "authorization,cache-control,x-utilmeta-node-id,x-node-id,x-utilmeta-connection-key,"
          + "content-type,content-length,accept,origin,user-agent";
  private static final String PREFLIGHT_SECONDS = "21600";

  private final Function<String, List<String>> methodsAt;

  /**
   * The headers.
   *
   * @param methodsAt methods that are offered at a path
   */
  Cors(Function<String, List<String>> methodsAt) {
    this.methodsAt = methodsAt;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void handle(ApiCall call, Chain next) throws Exception {
    String origin = call.header("Origin");
    String own = (call.isSecure() ? "https://" : "http://") + call.header("Host");
    call.putHeader("Access-Control-Allow-Origin", origin == null ? own : origin);
    call.putHeader("Access-Control-Allow-Credentials", "true");
    call.putHeader("Access-Control-Allow-Methods", String.join(",", methodsAt.apply(call.path())));
    call.putHeader(
        "Access-Control-Expose-Headers",
        "X-Request-ID,Retry-After,X-Result-Incomplete,X-Count-Lower-Bound,X-Next-After,X-Rows-Left-Out");
    call.putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    if (call.method().equals("OPTIONS")) {
      call.putHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS);
      if ("true".equals(call.header("Access-Control-Request-Private-Network"))) {
        call.putHeader("Access-Control-Allow-Private-Network", "true");
      }
    }
    next.proceed();
  }
}

package io.opsagent.tomcat;

import io.opsagent.capture.BodyAdapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** How Tomcat is asked while bytes pass, where only the coyote pair is at hand. */
final class CoyoteBodyAdapter implements BodyAdapter<Request, Response> {
  static final CoyoteBodyAdapter INSTANCE = new CoyoteBodyAdapter();

  private CoyoteBodyAdapter() {}

  @Override
  public @Nullable String requestHeader(Request request, String name) {
    return TomcatText.of(request.getMimeHeaders().getValue(name));
  }

  @Override
  public @Nullable String responseHeader(Response response, String name) {
    return TomcatAdapter.headerOf(response, name);
  }

  @Override
  public int status(Response response) {
    return response.getStatus();
  }
}

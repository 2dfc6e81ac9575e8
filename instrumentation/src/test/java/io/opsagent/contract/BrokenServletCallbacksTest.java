package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The asynchronous listener of the servlet fallback, made to fail. */
class BrokenServletCallbacksTest extends BrokenCallbacks {

  @Override
  List<String> off() {
    return List.of("tomcat");
  }

  @Override
  List<String> broken() {
    return List.of("io.opsagent.servlet.ServletBinding#completed");
  }

  @Override
  String callback() {
    return "servlet async listener";
  }

  @Override
  String serverClass() {
    return "TomcatServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  String entryPoint() {
    return "servlet";
  }

  @Override
  void provoke(int round) throws Exception {
    serve(request -> request.later(5, () -> request.respond(202, "text/plain", utf8("late"))));
    try (RawClient client = connect()) {
      assertThat(client.get("/app/one").read().text()).isEqualTo("late");
      assertThat(client.get("/app/two").read().text()).isEqualTo("late");
    }
  }
}

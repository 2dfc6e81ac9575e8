package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The servlet fallback, switched off and on while an asynchronous request is open. */
class ServletLiveSwitchTest extends ContractHarness {

  @Override
  String serverClass() {
    return "TomcatServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  List<String> off() {
    return List.of("tomcat");
  }

  @Override
  String entryPoint() {
    return "servlet";
  }

  @Test
  void a_request_that_is_open_across_off_and_on_is_not_recorded_and_the_next_one_is()
      throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    serve(
        request ->
            request.later(
                0,
                () -> {
                  reached.countDown();
                  assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                  request.respond(404, "text/plain", utf8("late"));
                }));
    try (RawClient client = connect()) {
      client.get("/app/open");
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      engine().turn("servlet", false);
      engine().turn("servlet", true);
      goOn.countDown();
      assertThat(client.read().text()).isEqualTo("late");
      assertThat(client.get("/app/next").read().text()).isEqualTo("late");
    }

    assertThat(next().exchange().path()).isEqualTo("/app/next");
  }

  @Test
  void while_it_is_off_nothing_is_recorded() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("hello")));
    engine().turn("servlet", false);
    assertThat(get("/app/off").text()).isEqualTo("hello");
    engine().turn("servlet", true);
    assertThat(get("/app/on").text()).isEqualTo("hello");

    assertThat(next().exchange().path()).isEqualTo("/app/on");
  }
}

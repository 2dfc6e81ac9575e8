package io.opsagent.server.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is chosen, in which order, and what is said about the rest. */
class MiddlewaresTest {
  private final List<String> notices = new ArrayList<>();

  private record Named(String name) implements Middleware {
    @Override
    public void handle(ApiCall call, Chain next) throws Exception {
      next.proceed();
    }
  }

  private Middlewares choose(boolean production, List<Middleware> supplied, String... names) {
    return Middlewares.choose(
        List.of(names),
        new Middlewares.Surroundings("/ops", production, 10, path -> List.of("GET")),
        supplied,
        notices::add);
  }

  private static List<String> names(List<Middleware> middlewares) {
    return middlewares.stream().map(Middleware::name).toList();
  }

  @Test
  void the_default_is_in_the_documented_order() {
    Middlewares all = choose(true, List.of(), Middlewares.DEFAULT_NAMES.toArray(new String[0]));
    assertThat(names(all.outer())).containsExactly("recovery", "logger", "secure", "nocache");
    assertThat(names(all.inner())).containsExactly("cors", "ratelimit");
    assertThat(notices).isEmpty();
  }

  @Test
  void the_order_of_the_list_counts_for_plug_ins_only() {
    Middlewares all =
        choose(
            false, List.of(new Named("b"), new Named("a")), "dump", "b", "cors", "a", "recovery");
    assertThat(names(all.outer())).containsExactly("recovery");
    assertThat(names(all.inner())).containsExactly("cors", "dump", "b", "a");
  }

  @Test
  void an_unknown_name_is_said_and_skipped() {
    Middlewares all = choose(true, List.of(), "cors", "gzip", "cors");
    assertThat(names(all.inner())).containsExactly("cors");
    assertThat(notices)
        .containsExactly(
            "middlewares holds gzip, which is not known; there are recovery, logger, secure,"
                + " nocache, cors, ratelimit, dump. It is skipped.",
            "middlewares holds cors, which stands there twice. It is skipped.");
  }

  @Test
  void dump_is_refused_in_production() {
    assertThat(choose(true, List.of(), "dump").inner()).isEmpty();
    assertThat(notices).singleElement().asString().contains("production=false");
    assertThat(names(choose(false, List.of(), "dump").inner())).containsExactly("dump");
  }

  @Test
  void a_plug_in_cannot_take_the_place_of_an_own_one() {
    Middlewares all = choose(true, List.of(new Named("secure")), "secure");
    assertThat(all.outer()).singleElement().isInstanceOf(SecureHeaders.class);
    assertThat(notices).singleElement().asString().startsWith("The middleware secure of ");
  }
}

package io.opsagent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.LoggedMessage;
import io.opsagent.capture.LoggedMessages;
import io.opsagent.weaving.TestEngine;
import java.io.File;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every logging library that is known, in the versions that are out there. */
class LoggedMessagesTest {
  private static final String APPS = "io.opsagent.logging.apps.";

  private final TestEngine engine = new TestEngine(false);

  LoggedMessagesTest() throws ReflectiveOperationException {}

  /** A library: its jars, its packages, and who logs through it. */
  enum Library {
    LOGBACK_1_0("logback-1.0", "LogbackUser", "ch.qos.logback.", "org.slf4j."),
    LOGBACK_1_2("logback-1.2", "LogbackUser", "ch.qos.logback.", "org.slf4j."),
    LOGBACK_1_5("logback-1.5", "LogbackUser", "ch.qos.logback.", "org.slf4j."),
    LOG4J_1_2("log4j-1.2", "Log4j1User", "org.apache.log4j."),
    RELOAD4J("reload4j", "Log4j1User", "org.apache.log4j."),
    LOG4J_2_0("log4j-2.0", "Log4j2User", "org.apache.logging."),
    LOG4J_2_3("log4j-2.3", "Log4j2User", "org.apache.logging."),
    LOG4J_2_8("log4j-2.8", "Log4j2User", "org.apache.logging."),
    LOG4J_2_17("log4j-2.17", "Log4j2User", "org.apache.logging.", "com.lmax."),
    LOG4J_2_25("log4j-2.25", "Log4j2User", "org.apache.logging.", "com.lmax."),
    LOG4J_2_17_ASYNC("log4j-2.17", "Log4j2AsyncUser", "org.apache.logging.", "com.lmax."),
    LOG4J_2_25_ASYNC("log4j-2.25", "Log4j2AsyncUser", "org.apache.logging.", "com.lmax."),
    JULI_8_5("juli-8.5", "JuliUser", "org.apache.juli."),
    JULI_11("juli-11", "JuliUser", "org.apache.juli."),
    JULI_8_5_HANDLERS("juli-8.5", "JuliHandlerUser", "org.apache.juli."),
    JULI_11_HANDLERS("juli-11", "JuliHandlerUser", "org.apache.juli.");

    private final String folder;
    private final String user;
    private final String[] packages;

    Library(String folder, String user, String... packages) {
      this.folder = folder;
      this.user = user;
      this.packages = packages;
    }
  }

  private LogUser userOf(Library library) throws ReflectiveOperationException {
    return userOf(library, library.user);
  }

  private LogUser userOf(Library library, String user) throws ReflectiveOperationException {
    String[] prefixes = new String[library.packages.length + 1];
    System.arraycopy(library.packages, 0, prefixes, 1, library.packages.length);
    prefixes[0] = APPS;
    ClassLoader loader =
        engine.loader(new File("target/other-versions/" + library.folder), prefixes);
    return (LogUser)
        Class.forName(APPS + user, true, loader).getDeclaredConstructor().newInstance();
  }

  private Exchange during(Runnable request) {
    Exchange exchange = Objects.requireNonNull(engine.capture().begin("test"));
    Object entered = CurrentExchange.enter(exchange);
    try {
      request.run();
    } finally {
      CurrentExchange.exit(entered);
    }
    return exchange;
  }

  private static LoggedMessages loggedIn(Exchange exchange) {
    return Objects.requireNonNull(exchange.logged(), "nothing was attached");
  }

  @ParameterizedTest
  @EnumSource
  void a_warning_and_an_error_are_attached_to_the_request_once(Library library)
      throws ReflectiveOperationException {
    LogUser user = userOf(library);
    Throwable exception = new IllegalStateException("no stock");

    Exchange exchange =
        during(
            () -> {
              user.info("taking order");
              user.warn("order {} is late", 17);
              user.error("order failed", exception);
            });

    List<LoggedMessage> messages = loggedIn(exchange).list();
    assertThat(messages)
        .extracting(LoggedMessage::text)
        .containsExactly("order 17 is late", "order failed");
    assertThat(messages).extracting(LoggedMessage::isError).containsExactly(false, true);
    assertThat(messages).extracting(LoggedMessage::logger).containsOnly("shop.Orders");
    assertThat(messages)
        .extracting(message -> (Object) message.exception())
        .containsExactly(null, exception);
    assertThat(messages.get(0).atNanos()).isGreaterThanOrEqualTo(exchange.startNanos());
    Awaitility.await().until(() -> user.appended() == 3);
    engine.assertHealthy();
  }

  @ParameterizedTest
  @EnumSource
  void without_a_request_the_application_logs_as_ever(Library library)
      throws ReflectiveOperationException {
    LogUser user = userOf(library);

    user.warn("order {} is late", 17);
    user.error("order failed", null);

    Awaitility.await().until(() -> user.appended() == 2);
    assertThat(during(() -> {}).logged()).isNull();
    engine.assertHealthy();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_below_a_warning_is_not_attached(Library library)
      throws ReflectiveOperationException {
    LogUser user = userOf(library);

    assertThat(during(() -> user.info("taking order")).logged()).isNull();

    Awaitility.await().until(() -> user.appended() == 1);
    engine.assertHealthy();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_attached_while_the_plug_in_is_off(Library library)
      throws ReflectiveOperationException {
    LogUser user = userOf(library);
    during(() -> user.error("first", null));

    engine.turn("logging", false);
    Exchange exchange = during(() -> user.error("second", null));

    assertThat(exchange.logged()).isNull();
    engine.assertHealthy();
  }

  @ParameterizedTest
  @EnumSource
  void of_ten_thousand_messages_twenty_are_kept_and_the_others_are_counted(Library library)
      throws ReflectiveOperationException {
    LogUser user = userOf(library);

    Exchange exchange =
        during(
            () -> {
              for (int i = 0; i < 9_990; i++) {
                user.warn("order {} is late", i);
              }
              for (int i = 0; i < 10; i++) {
                user.error("order " + i + " failed", null);
              }
            });

    LoggedMessages logged = loggedIn(exchange);
    assertThat(logged.list()).hasSize(LoggedMessages.MAX_MESSAGES);
    assertThat(logged.list().stream().filter(LoggedMessage::isError)).hasSize(5);
    assertThat(logged.leftOut()).isEqualTo(9_980);
    assertThat(engine.capture().applicationLog().leftOut()).isEqualTo(9_980);
    engine.assertHealthy();
  }

  @ParameterizedTest
  @EnumSource
  void a_message_of_a_megabyte_is_cut(Library library) throws ReflectiveOperationException {
    LogUser user = userOf(library);
    String large = "x".repeat(1_000_000);

    Exchange exchange = during(() -> user.error(large, null));

    LoggedMessage message = loggedIn(exchange).list().get(0);
    assertThat(message.text()).hasSize(LoggedMessages.MAX_TEXT_CHARS);
    assertThat(message.isCut()).isTrue();
    engine.assertHealthy();
  }

  @Test
  void memory_is_taken_from_the_budget_of_bodies_and_given_back()
      throws ReflectiveOperationException {
    LogUser user = userOf(Library.LOGBACK_1_2);

    Exchange exchange = during(() -> user.error("x".repeat(1_000), null));

    assertThat(engine.capture().bodyMemory().reservedBytes()).isBetween(2_000L, 3_000L);
    exchange.releaseBodies();
    exchange.releaseBodies();
    assertThat(engine.capture().bodyMemory().reservedBytes()).isZero();
  }

  @Test
  void an_argument_is_never_made_text_that_no_appender_wanted()
      throws ReflectiveOperationException {
    LogUser user = userOf(Library.LOGBACK_1_2, "SilentLogbackUser");
    CountingArgument argument = new CountingArgument();

    Exchange exchange = during(() -> user.warn("order {} is late", argument));

    assertThat(argument.asked).isZero();
    assertThat(loggedIn(exchange).list())
        .extracting(LoggedMessage::text)
        .containsExactly("order {} is late");
    engine.assertHealthy();
  }

  @Test
  void an_argument_is_made_text_once_where_the_library_keeps_it()
      throws ReflectiveOperationException {
    LogUser user = userOf(Library.LOGBACK_1_5);
    CountingArgument argument = new CountingArgument();

    Exchange exchange = during(() -> user.warn("order {} is late", argument));

    assertThat(argument.asked).isEqualTo(1);
    assertThat(loggedIn(exchange).list())
        .extracting(LoggedMessage::text)
        .containsExactly("order 1 is late");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"LOGBACK_.*", "LOG4J_2.*"})
  void an_argument_that_throws_costs_its_text_and_nothing_else(Library library)
      throws ReflectiveOperationException {
    LogUser user = userOf(library);
    Object argument =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("not now");
          }
        };

    Exchange exchange = during(() -> user.warn("order {} is late", argument));

    assertThat(loggedIn(exchange).list()).hasSize(1);
    Awaitility.await().until(() -> user.appended() == 1);
    engine.assertHealthy();
  }

  @Test
  void one_library_that_hands_its_messages_to_another_is_heard_once()
      throws ReflectiveOperationException {
    LogUser inner = userOf(Library.LOGBACK_1_2);
    LogUser outer = userOf(Library.LOGBACK_1_5);
    Object bridge =
        new Object() {
          @Override
          public String toString() {
            inner.error("order failed", null);
            return "bridged";
          }
        };

    Exchange exchange = during(() -> outer.warn("order {}", bridge));

    assertThat(inner.appended()).isEqualTo(1);
    assertThat(loggedIn(exchange).list())
        .extracting(LoggedMessage::text)
        .containsExactly("order bridged");
    assertThat(isLoggingAfterwards(outer)).isTrue();
  }

  /** The next request on this thread is heard as well. */
  private boolean isLoggingAfterwards(LogUser user) {
    @Nullable LoggedMessages logged = during(() -> user.error("again", null)).logged();
    return logged != null && logged.list().size() == 1;
  }

  private static final class CountingArgument {
    private int asked;

    @Override
    public String toString() {
      asked++;
      return String.valueOf(asked);
    }
  }
}

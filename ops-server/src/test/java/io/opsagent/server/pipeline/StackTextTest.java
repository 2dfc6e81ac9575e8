package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTextTest {
  private static final Masking NOTHING_SECRET = new Masking(new SecretNames(List.of()));
  private static final Masking MASKING =
      new Masking(new SecretNames(List.of("password", "_key", "authorization")));

  @Test
  void the_text_ends_in_type_and_message_of_the_exception_itself() {
    Exception failure = new IllegalStateException("boom", new RuntimeException("cause"));

    String text = StackText.of(failure, NOTHING_SECRET);

    assertThat(text)
        .startsWith("java.lang.IllegalStateException: boom\n\tat ")
        .contains("Caused by: java.lang.RuntimeException: cause\n\tat ")
        .endsWith("\njava.lang.IllegalStateException: boom");
  }

  @Test
  void causes_in_a_circle_are_cut() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);

    assertThat(StackText.of(a, NOTHING_SECRET))
        .contains("[circular reference to java.lang.Exception]");
  }

  @Test
  void frames_and_causes_are_bounded() {
    Exception deep = new Exception("0");
    for (int i = 1; i < 40; i++) {
      deep = new Exception(String.valueOf(i), deep);
    }
    Exception tall = new Exception("tall");
    StackTraceElement[] frames = new StackTraceElement[500];
    java.util.Arrays.fill(frames, new StackTraceElement("A", "b", "A.java", 1));
    tall.setStackTrace(frames);

    assertThat(StackText.of(deep, NOTHING_SECRET).split("Caused by: ")).hasSize(9);
    assertThat(StackText.of(tall, NOTHING_SECRET)).contains("... 436 more");
  }

  @Test
  void an_exception_whose_methods_throw_is_still_named() {
    Exception hostile =
        new Exception() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message for you");
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack either");
          }

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("nor a cause");
          }
        };

    assertThat(StackText.of(hostile, NOTHING_SECRET))
        .contains(hostile.getClass().getName())
        .contains("(its message could not be read)");
  }

  @Test
  void an_exception_whose_methods_throw_errors_is_still_named() {
    Exception hostile =
        new Exception() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new AssertionError("no message for you");
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("no stack either");
          }

          @Override
          public synchronized Throwable getCause() {
            throw new AssertionError("nor a cause");
          }
        };

    assertThat(StackText.of(hostile, NOTHING_SECRET))
        .contains(hostile.getClass().getName())
        .contains("(its message could not be read)");
  }

  @Test
  void an_exception_without_an_array_of_frames_has_its_message() {
    Exception bare =
        new Exception("bare") {
          private static final long serialVersionUID = 1L;

          @Override
          @SuppressWarnings("NullAway") // That it breaks its contract is the point.
          public StackTraceElement[] getStackTrace() {
            return null;
          }
        };

    assertThat(StackText.of(bare, NOTHING_SECRET)).endsWith(": bare");
  }

  @Test
  void frames_alone_show_no_message() {
    assertThat(StackText.framesOf(new IllegalStateException("password=x")))
        .startsWith("java.lang.IllegalStateException\n\tat ")
        .doesNotContain("password");
  }

  @Test
  void the_messages_of_all_causes_are_masked_and_frames_are_not() {
    Exception failure =
        new IllegalStateException("api_key=hunter1", new RuntimeException("password: hunter2"));
    failure.addSuppressed(new RuntimeException("password=hunter3"));

    assertThat(StackText.of(failure, MASKING))
        .contains("api_key=******", "password: ******")
        .doesNotContain("hunter")
        .containsPattern("StackTextTest.java:[0-9]+");
  }

  @Test
  void a_secret_at_the_place_of_the_cut_is_masked_before_the_cut() {
    for (int length = 3_950; length <= 4_000; length++) {
      String message =
          "x".repeat(length) + " http://bob:hunter2@h/ password=hunter2 " + "y".repeat(300);
      assertThat(StackText.of(new Exception(message), MASKING)).doesNotContain("hunt");
    }
    for (int length = 15_950; length <= 16_000; length++) {
      // Much of it is masked, so the end of what is read is shown.
      String message = "password=" + "z".repeat(length - 20) + " ";
      message += " http://bob:hunter2@h/ password=hunter2";
      assertThat(StackText.of(new Exception(message), MASKING)).doesNotContain("hunt");
    }
  }

  @Test
  void a_long_message_is_cut() {
    assertThat(StackText.of(new Exception("x".repeat(100_000)), NOTHING_SECRET).length())
        .isLessThan(20_000);
  }
}

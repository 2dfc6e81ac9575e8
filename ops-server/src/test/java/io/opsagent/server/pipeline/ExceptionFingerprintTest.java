package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExceptionFingerprintTest {
  private static final String JDK = "java.util.Objects.requireNonNull";
  private static final String FRAMEWORK = "org.springframework.web.method.support.Handler.invoke";
  private static final String SERVER = "org.apache.catalina.core.StandardWrapperValve.invoke";
  private static final String OWN = "com.shop.OrderController.get";
  private static final String OTHER = "com.shop.CartController.get";

  @Test
  void it_is_sixteen_hex_digits_that_never_change() {
    assertThat(ExceptionFingerprint.of(failure(null, OWN))).isEqualTo("4a905f15d6d1e2df");
  }

  @Test
  void exceptions_of_one_type_from_one_place_have_the_same_one_whatever_their_message_and_line() {
    Exception first = new IllegalStateException("order 1");
    first.setStackTrace(frames(10, JDK, OWN, FRAMEWORK, SERVER));
    Exception second = new IllegalStateException("order 2");
    second.setStackTrace(frames(99, OWN, SERVER));
    assertThat(ExceptionFingerprint.of(first)).isEqualTo(ExceptionFingerprint.of(second));
  }

  @Test
  void another_place_or_another_type_makes_another_one() {
    String one = ExceptionFingerprint.of(failure(null, JDK, OWN));
    assertThat(ExceptionFingerprint.of(failure(null, JDK, OTHER, OWN))).isNotEqualTo(one);
    Exception otherType = new IllegalArgumentException();
    otherType.setStackTrace(frames(1, JDK, OWN));
    assertThat(ExceptionFingerprint.of(otherType)).isNotEqualTo(one);
  }

  @Test
  void frames_of_the_jdk_of_servers_and_frameworks_do_not_count() {
    assertThat(
            ExceptionFingerprint.of(failure(null, JDK, FRAMEWORK, SERVER, "jdk.proxy2.$Proxy9.a")))
        .isEqualTo(ExceptionFingerprint.of(failure(null)));
    assertThat(ExceptionFingerprint.of(failure(null, "com.shop.$Proxy12.get", OWN)))
        .isEqualTo(ExceptionFingerprint.of(failure(null, OWN)));
  }

  @Test
  void an_exception_of_a_framework_is_told_by_the_place_of_its_cause() {
    assertThat(ExceptionFingerprint.of(failure(failure(null, OWN), FRAMEWORK, SERVER)))
        .isEqualTo(ExceptionFingerprint.of(failure(null, OWN)));
  }

  @Test
  void a_package_that_only_begins_like_one_of_others_is_own() {
    assertThat(ExceptionFingerprint.of(failure(null, "javaland.Shop.get")))
        .isNotEqualTo(ExceptionFingerprint.of(failure(null)));
  }

  @Test
  void the_number_of_a_generated_class_does_not_count() {
    assertThat(ExceptionFingerprint.of(failure(null, "com.shop.Cart$$SpringCGLIB$$1.get")))
        .isEqualTo(ExceptionFingerprint.of(failure(null, "com.shop.Cart$$SpringCGLIB$$7.get")));
  }

  @Test
  void causes_in_a_circle_and_methods_that_fail_end_it() {
    Exception a = new IllegalStateException("a");
    Exception b = new IllegalStateException("b", a);
    a.initCause(b);
    a.setStackTrace(frames(1));
    b.setStackTrace(frames(1));
    assertThat(ExceptionFingerprint.of(a)).isEqualTo(ExceptionFingerprint.of(failure(null)));
    assertThat(ExceptionFingerprint.of(new Hostile())).hasSize(16);
  }

  private static Exception failure(@Nullable Throwable cause, String... frames) {
    Exception failure = new IllegalStateException("text", cause);
    failure.setStackTrace(frames(7, frames));
    return failure;
  }

  private static StackTraceElement[] frames(int line, String... methods) {
    StackTraceElement[] frames = new StackTraceElement[methods.length];
    for (int i = 0; i < methods.length; i++) {
      int dot = methods[i].lastIndexOf('.');
      frames[i] =
          new StackTraceElement(
              methods[i].substring(0, dot), methods[i].substring(dot + 1), "File.java", line);
    }
    return frames;
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no frames");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }
}

package io.opsagent.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the two servlet APIs have in common without a container. */
class ServletApiTest {

  @Test
  void an_exception_is_answered_with_500() {
    assertThat(JavaxServletApi.INSTANCE.statusOf(new IllegalStateException())).isEqualTo(500);
    assertThat(JakartaServletApi.INSTANCE.statusOf(new IllegalStateException())).isEqualTo(500);
  }

  @Test
  void a_servlet_that_is_unavailable_is_answered_with_503_and_one_that_is_gone_with_404() {
    assertThat(JavaxServletApi.INSTANCE.statusOf(new javax.servlet.UnavailableException("a", 9)))
        .isEqualTo(503);
    assertThat(JavaxServletApi.INSTANCE.statusOf(new javax.servlet.UnavailableException("a")))
        .isEqualTo(404);
    assertThat(
            JakartaServletApi.INSTANCE.statusOf(new jakarta.servlet.UnavailableException("a", 9)))
        .isEqualTo(503);
    assertThat(JakartaServletApi.INSTANCE.statusOf(new jakarta.servlet.UnavailableException("a")))
        .isEqualTo(404);
  }

  @Test
  void what_is_not_http_is_left_alone() {
    assertThat(JavaxServletApi.INSTANCE.isHttp(null, null)).isFalse();
    assertThat(JakartaServletApi.INSTANCE.isHttp(new Object(), new Object())).isFalse();
  }
}

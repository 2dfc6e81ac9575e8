package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void a_well_formed_header_has_a_trace_id() {
    assertThat(TraceContext.traceIdOf("00-" + TRACE_ID + "-b7ad6b7169203331-01"))
        .isEqualTo(TRACE_ID);
  }

  @Test
  void a_later_version_may_be_longer() {
    assertThat(TraceContext.traceIdOf("01-" + TRACE_ID + "-b7ad6b7169203331-01-more"))
        .isEqualTo(TRACE_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more"
      })
  void anything_else_has_none(String header) {
    assertThat(TraceContext.traceIdOf(header)).isNull();
  }
}

package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Request;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawAnswer;
import java.util.List;

/** Cases 41, 43 and 44: one request on its way through several components. */
public final class DispatchCases {
  private DispatchCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(41, "forward; include; forward in include", DispatchCases::dispatches),
        ContractCase.of(43, "filter answers; filter wraps", DispatchCases::filters),
        ContractCase.of(44, "two filters and a servlet, all matched", DispatchCases::stacked));
  }

  private static void dispatches(Conversation talk) throws Exception {
    for (String path : new String[] {"/forward", "/include", "/include-forward"}) {
      talk.exchange(
          Request.get(path)
              .expecting(
                  row ->
                      assertThat(row.detail("route"))
                          .as("the first route")
                          .isEqualTo(Request.BASE + path)));
    }
  }

  private static void filters(Conversation talk) throws Exception {
    RawAnswer filtered =
        talk.exchange(Request.get("/filtered-answer").unseenAt(Trait.SERVLETS_ONLY));
    talk.note("answer of the filter", filtered.text());
    assertThat(filtered.text()).isEqualTo("by filter\n");
    RawAnswer wrapped = talk.exchange(Request.get("/wrapped"));
    talk.note("wrappers", wrapped.text());
    assertThat(wrapped.text()).isEqualTo("own request own response\n");
  }

  private static void stacked(Conversation talk) throws Exception {
    RawAnswer answer = talk.exchange(Request.get("/wrapped").header("X-Id: stacked"));
    assertThat(answer.header("X-Id")).contains("stacked");
  }
}

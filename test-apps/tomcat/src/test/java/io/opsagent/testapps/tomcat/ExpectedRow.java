package io.opsagent.testapps.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import java.util.Locale;
import java.util.Set;

/**
 * What the agent must have recorded of an exchange (operations-api.md 1.12). The one place that
 * knows which requests become a row.
 */
final class ExpectedRow {
  // Methods that leave no row below 400 (operations-api.md 6.2): none, as long as exclude-methods
  // does not exist; its default will be OPTIONS, CONNECT, TRACE and HEAD.
  private static final Set<String> EXCLUDED_METHODS = Set.of();

  private ExpectedRow() {}

  /** How many rows the request leaves. */
  static int count(Exchange exchange) {
    boolean excluded =
        EXCLUDED_METHODS.contains(exchange.step().method()) && exchange.answer().status() < 400;
    return excluded ? 0 : 1;
  }

  /** A session id in the path is a secret. */
  private static String maskedPath(String path) {
    return path.replaceAll("(;jsessionid=)[^;/]+", "$1******");
  }

  /** Waits for the rows of this exchange and checks their number and facts. */
  static void assertRecorded(OperationsApi api, Exchange exchange) {
    for (LogRow row : api.awaitLogs(LogFilter.requestId(exchange.step().name()), count(exchange))) {
      assertThat(row.method())
          .as("method of %s in %s", exchange.step(), row)
          .isEqualTo(exchange.step().method().toLowerCase(Locale.ROOT));
      assertThat(row.path())
          .as("path of %s in %s", exchange.step(), row)
          .isEqualTo(maskedPath(exchange.step().path()));
      assertThat(row.status())
          .as("status of %s in %s", exchange.step(), row)
          .contains(exchange.answer().status());
      assertLength(exchange, row);
    }
  }

  private static void assertLength(Exchange exchange, LogRow row) {
    RawAnswer answer = exchange.answer();
    long sentBytes = answer.body().length;
    String what = "length of " + exchange.step() + " in " + row;
    if (answer.status() == 101 || !answer.complete()) {
      return; // what follows an upgrade or a client that left is no length of an answer
    }
    if (exchange.step().method().equals("HEAD")) {
      // The protocol says Content-Length, the contract (case 14) says size 0: both are true.
      long declared = answer.header("Content-Length").map(Long::parseLong).orElse(0L);
      assertThat(row.length().orElse(0L)).as(what).isIn(0L, declared);
    } else if (answer.status() == 204 || answer.status() == 304) {
      assertThat(row.length().orElse(0L)).as(what).isZero();
    } else {
      assertThat(row.length().orElse(0L)).as(what).isEqualTo(sentBytes);
    }
  }
}

package io.opsagent.benchmarks.micro;

import io.opsagent.rules.MaskedBody;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Masking as the drain does it, with the secret names of the default configuration: a JSON body,
 * the headers of a request, a query.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MaskingBenchmark {
  private static final String QUERY = "page=2&sort=date&access_token=0123456789abcdef&q=a%20b";

  /** The rules. */
  @State(Scope.Benchmark)
  public static class Rules {
    final Masking masking =
        new Masking(new SecretNames(Configuration.builder().build().get(LogKeys.SECRET_NAMES)));
  }

  /** A list of orders, each with a secret in it, of about that many characters. */
  @State(Scope.Benchmark)
  public static class Body {
    @Param({"1024", "16384"})
    public int chars;

    String json = "";

    @Setup
    public void write(Rules rules) {
      StringBuilder text = new StringBuilder("{\"orders\":[");
      for (int i = 1; text.length() < chars - 120; i++) {
        text.append(i == 1 ? "" : ",")
            .append("{\"id\":")
            .append(4_710 + i)
            .append(",\"customer\":\"Miller\",\"total\":19.99,\"paid\":true,")
            .append("\"apiKey\":\"5f4dcc3b5aa765d6\",\"note\":\"ring twice\"}");
      }
      json = text.append("]}").toString();
      String masked = rules.masking.mask("application/json", json).json();
      if (masked == null || masked.contains("5f4dcc3b5aa765d6") || !masked.contains("Miller")) {
        throw new IllegalStateException("the body was not masked as it should be: " + masked);
      }
    }
  }

  @Benchmark
  public MaskedBody jsonBody(Rules rules, Body body) {
    return rules.masking.mask("application/json", body.json);
  }

  @Benchmark
  public void requestHeaders(Rules rules, Blackhole hole) {
    for (String[] header : TomcatObjects.REQUEST_HEADERS) {
      hole.consume(rules.masking.headerValue(header[0], header[1]));
    }
  }

  @Benchmark
  public String query(Rules rules) {
    return rules.masking.maskQuery(QUERY);
  }

  @Benchmark
  public String queryJson(Rules rules) {
    return rules.masking.queryJson(QUERY);
  }
}

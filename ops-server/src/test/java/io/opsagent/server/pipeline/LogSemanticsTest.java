package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.rules.Level;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.LoadedConfiguration;
import io.opsagent.storage.ServiceLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of a request under a configuration (operations-api.md 6.1 to 6.3, conformance cases
 * 58 to 63).
 *
 * <p>A request is {@code METHOD STATUS}, then in any order {@code 6s} (how long it took), {@code
 * throws} (an exception that nobody handled), {@code handled} (one that was), {@code >name} (a
 * request header), {@code <name} (a header of the answer). A row is {@code -} for none, else its
 * level, {@code v} if it is volatile, and its parts: {@code h} headers, {@code d} request body,
 * {@code r} body of the answer. Every request has a body, a header, and an answer with both.
 */
class LogSemanticsTest {
  private static final String BODY = "{\"a\":1}";

  private final ExceptionReader exceptions =
      new ExceptionReader(
          (name, work) -> new Thread(work, name),
          () -> new Masking(new SecretNames(List.of())),
          1_000);

  @AfterEach
  void stop() {
    exceptions.stop();
  }

  @ParameterizedTest(name = "{0} under {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the defaults: production
          POST 200                 |                                        | INFO v
          GET 200                  |                                        | INFO v
          GET 304                  |                                        | INFO v
          POST 302                 |                                        | INFO v
          POST 400                 |                                        | WARN hdr
          PUT 401                  |                                        | WARN hdr
          PATCH 404                |                                        | WARN hdr
          DELETE 499               |                                        | WARN hdr
          GET 404                  |                                        | WARN hr
          HEAD 404                 |                                        | WARN h
          POST 500                 |                                        | ERROR hdr
          GET 503                  |                                        | ERROR hr
          POST 0                   |                                        | ERROR hd
          POST 200 throws          |                                        | ERROR hd
          POST 200 handled         |                                        | INFO v
          POST 404 handled         |                                        | WARN hdr
          GET 200 4s               |                                        | INFO v
          GET 200 5s               |                                        | INFO
          GET 200 6s               |                                        | INFO
          # the defaults: excluded methods
          OPTIONS 200              |                                        | -
          HEAD 200                 |                                        | -
          TRACE 200                |                                        | -
          CONNECT 200              |                                        | -
          options 204              |                                        | -
          OPTIONS 403              |                                        | WARN hr
          HEAD 500                 |                                        | ERROR h
          OPTIONS 200 throws       |                                        | ERROR h
          OPTIONS 200 handled      |                                        | INFO v
          HEAD 200 6s              |                                        | -
          # development
          POST 200                 | production=false                       | INFO vhdr
          GET 200                  | production=false                       | INFO vhr
          DELETE 204               | production=false                       | INFO vhd
          GET 302                  | production=false                       | INFO vhr
          POST 401                 | production=false                       | WARN hdr
          # excluded by method
          GET 200                  | log.exclude-methods=get                | -
          GET 500                  | log.exclude-methods=get                | ERROR hr
          HEAD 200                 | log.exclude-methods=get                | INFO v
          POST 200                 | log.exclude-methods=get                | INFO v
          HEAD 200                 | log.exclude-methods=                   | INFO v
          # excluded by status, under both names
          GET 404                  | log.exclude-status=404                 | WARN hr
          GET 304                  | log.exclude-status=304                 | -
          GET 304                  | log.exclude-statuses=304               | -
          GET 200                  | log.exclude-statuses=304               | INFO v
          GET 200                  | log.exclude-status=200\\,204           | -
          GET 200 handled          | log.exclude-status=200                 | INFO v
          # excluded by header
          GET 200 >X-Probe         | log.exclude-request-headers=x-probe    | -
          GET 500 >X-Probe         | log.exclude-request-headers=x-probe    | ERROR hr
          GET 200                  | log.exclude-request-headers=x-probe    | INFO v
          GET 200 <X-Probe         | log.exclude-request-headers=x-probe    | INFO v
          GET 200 <X-Cache         | log.exclude-response-headers=X-CACHE   | -
          GET 404 <X-Cache         | log.exclude-response-headers=X-CACHE   | WARN hr
          GET 200 throws <X-Cache  | log.exclude-response-headers=X-CACHE   | ERROR h
          # volatile or not
          GET 200                  | log.default-volatile=false             | INFO
          GET 404                  | log.default-volatile=false             | WARN hr
          GET 404                  | log.persist-level=error                | WARN vhr
          GET 500                  | log.persist-level=error                | ERROR hr
          GET 200                  | log.persist-level=info                 | INFO
          GET 200                  | log.persist-level=debug                | INFO
          GET 200 6s               | log.persist-duration-limit=10s         | INFO v
          GET 200 6s               | log.persist-duration-limit=0           | INFO v
          GET 200 2s               | log.persist-duration-limit=2           | INFO
          GET 404 6s               | log.persist-level=error                | WARN hr
          # parts by level
          POST 200                 | log.store-data-level=info              | INFO vd
          GET 200                  | log.store-data-level=info              | INFO v
          POST 200                 | log.store-result-level=info            | INFO vr
          POST 200                 | log.store-headers-level=info           | INFO vh
          POST 200                 | log.store-headers-level=debug          | INFO vh
          POST 404                 | log.store-headers-level=error          | WARN dr
          POST 404                 | log.store-data-level=error             | WARN hr
          POST 404                 | log.store-result-level=error           | WARN hd
          POST 500                 | log.store-result-level=error           | ERROR hdr
          POST 200                 | production=false,log.store-data-level=warn | INFO vhr
          """)
  void a_request_becomes_what_its_configuration_says(
      String request, String settings, String expected) {
    Configuration configuration = configuration(settings == null ? "" : settings);
    assertThat(row(request.split(" "), configuration)).isEqualTo(expected);
  }

  private static Configuration configuration(String arguments) {
    LoadedConfiguration loaded =
        ConfigurationLoader.load(arguments.replace("\\\\", "\\"), Map.of(), new Properties(), null);
    assertThat(loaded.problems()).isEmpty();
    return loaded.configuration();
  }

  private String row(String[] words, Configuration configuration) {
    TestMessage message = new TestMessage(CaptureConfiguration.of(configuration));
    message.method(words[0]).request("Content-Type", "application/json");
    message.status(Integer.parseInt(words[1])).response("Content-Type", "application/json");
    long durationMicros = 1_000;
    for (int i = 2; i < words.length; i++) {
      String word = words[i];
      switch (word.charAt(0)) {
        case '>' -> message.request(word.substring(1), "yes");
        case '<' -> message.response(word.substring(1), "yes");
        case 't' -> message.exchange.failedUnhandled(new IllegalStateException("thrown"));
        case 'h' -> message.exchange.failed(new IllegalStateException("handled"));
        default -> durationMicros = 1_000_000L * (word.charAt(0) - '0');
      }
    }
    message.read(BODY).write(BODY);
    LogQueue queue = new LogQueue(10, 1_000_000);
    recorder(configuration, queue, durationMicros).record(message.end());
    List<ServiceLog> rows = take(queue);
    return rows.isEmpty() ? "-" : inShort(rows.get(0));
  }

  private Recorder recorder(Configuration configuration, LogQueue queue, long durationMicros) {
    ExchangeReader reader =
        new ExchangeReader(
            new Routes(10), new TrustedProxies(List.of()), new WallClock(Clock.systemUTC()));
    return new Recorder(
        exchange -> lasting(reader.read(exchange), durationMicros),
        new TrafficCounter("shop", "test", rows -> {}, open -> {}),
        new ExchangeFormatter("shop", exceptions, () -> null),
        queue,
        new RowObservers(
            new RequestMetrics(() -> new RequestMetrics.InFlight(0, 0)),
            new ErrorCounter("shop", "test"),
            row -> {},
            (ended, use) -> {}),
        LogSettings.of(configuration));
  }

  static ExchangeSummary lasting(ExchangeSummary summary, long durationMicros) {
    return new ExchangeSummary(
        summary.level(),
        summary.method(),
        summary.status(),
        summary.time(),
        durationMicros,
        summary.endpoint(),
        summary.ip(),
        summary.user(),
        summary.client(),
        summary.length(),
        summary.inBytes(),
        summary.outBytes());
  }

  private static List<ServiceLog> take(LogQueue queue) {
    try {
      return queue.take(10, 1_000_000, 0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String inShort(ServiceLog row) {
    String parts =
        (row.isVolatile() ? "v" : "")
            + (row.requestHeadersJson() == null ? "" : "h")
            + (row.dataJson() == null ? "" : "d")
            + (row.resultJson() == null ? "" : "r");
    return Level.valueOf(row.level()) + (parts.isEmpty() ? "" : " " + parts);
  }
}

package io.opsagent.benchmarks.storage;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogCount;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.testkit.SyntheticTraffic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pages of 20 rows, the newest first, by each filter and each pair of filters: the first
 * page, a page by key at a random depth, and the count up to 10,000. Half of the values are as
 * frequent as those of rows are, half are drawn evenly, so that rare ones and pairs that no row has
 * are among them. Prints percentiles in milliseconds.
 */
final class Query {
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int PAGE_ROWS = 20;
  private static final long MAX_COUNT = 10_000;
  private static final List<ServiceLogOrder> NEWEST_FIRST =
      List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, true));

  private final ServiceLogRepository logs;
  private final Random random = new Random(7);
  private final long rows;
  private final long spanMicros;
  private final int samples;
  private final SyntheticTraffic traffic;

  Query(Engine engine, Map<String, Long> options) {
    this.logs = engine.database().serviceLogs();
    this.rows = options.getOrDefault("rows", 1_000_000L);
    this.spanMicros = TimeUnit.DAYS.toMicros(options.getOrDefault("days", 10L));
    this.samples = options.getOrDefault("samples", 20L).intValue();
    this.traffic = new SyntheticTraffic(Load.SERVICE, Load.START, rows, spanMicros, 99);
  }

  void run() {
    ask(List.of(), 20, new Figures(), new Figures(), new Figures());
    Figures first = new Figures();
    Figures deep = new Figures();
    Figures count = new Figures();
    print("%-20s %27s   %27s   %27s", "filter", "first page", "page at depth", "count");
    print("%-20s %s   %s   %s", "", Figures.HEAD, Figures.HEAD, Figures.HEAD);
    line(List.of(), first, deep, count);
    Filter[] filters = Filter.values();
    for (Filter filter : filters) {
      line(List.of(filter), first, deep, count);
    }
    for (int a = 0; a < filters.length; a++) {
      for (int b = a + 1; b < filters.length; b++) {
        line(List.of(filters[a], filters[b]), first, deep, count);
      }
    }
    print("%-20s %s   %s   %s", "all", first, deep, count);
  }

  private void line(List<Filter> filters, Figures first, Figures deep, Figures count) {
    Figures itsFirst = new Figures();
    Figures itsDeep = new Figures();
    Figures itsCount = new Figures();
    ask(filters, samples, itsFirst, itsDeep, itsCount);
    String title = filters.isEmpty() ? "none" : "";
    for (Filter filter : filters) {
      title += (title.isEmpty() ? "" : "+") + filter.name().toLowerCase(Locale.ROOT);
    }
    print("%-20s %s   %s   %s", title, itsFirst, itsDeep, itsCount);
    first.addAll(itsFirst);
    deep.addAll(itsDeep);
    count.addAll(itsCount);
  }

  private void ask(List<Filter> filters, int times, Figures first, Figures deep, Figures count) {
    for (int i = 0; i < times; i++) {
      ServiceLogFilter filter = filter(filters, i % 2 == 0);
      long start = System.nanoTime();
      ServiceLogPage page = logs.page(filter, NEWEST_FIRST, 0, PAGE_ROWS, MAX_TIME);
      first.add(System.nanoTime() - start, page.isComplete());
      ServiceLogKey key =
          new ServiceLogKey(
              ChronoUnit.MICROS.between(Instant.EPOCH, randomTime()), random.nextLong(rows));
      start = System.nanoTime();
      page = logs.pageAfter(filter, true, key, PAGE_ROWS, MAX_TIME);
      deep.add(System.nanoTime() - start, page.isComplete());
      start = System.nanoTime();
      ServiceLogCount counted = logs.count(filter, MAX_COUNT, MAX_TIME);
      boolean inTime = counted.isExact() || counted.rows() == MAX_COUNT;
      count.add(System.nanoTime() - start, inTime);
    }
  }

  private ServiceLogFilter filter(List<Filter> filters, boolean frequent) {
    ServiceLog like = traffic.next(1).get(0);
    Instant from = filters.contains(Filter.TIME) ? randomTime() : null;
    Instant to = from == null ? null : from.plusMillis(random.nextLong(86_400_000L));
    int endpoint = random.nextInt(SyntheticTraffic.ENDPOINTS);
    return new ServiceLogFilter(
        Load.SERVICE,
        value(filters, Filter.LEVEL, frequent, like.level(), any("INFO", "WARN", "ERROR", "DEBUG")),
        value(
            filters,
            Filter.STATUS,
            frequent,
            like.status(),
            any(SyntheticTraffic.STATUSES.toArray(Integer[]::new))),
        null,
        null,
        value(filters, Filter.METHOD, frequent, like.method(), any("GET", "POST", "PUT", "DELETE")),
        value(
            filters,
            Filter.ENDPOINT,
            frequent,
            like.endpointIdent(),
            SyntheticTraffic.endpoint(endpoint)),
        null,
        value(filters, Filter.IP, frequent, like.ip(), SyntheticTraffic.ip(anybody())),
        value(filters, Filter.USER, frequent, user(like), SyntheticTraffic.user(anybody())),
        null,
        null,
        null,
        from,
        to,
        null,
        null,
        null,
        null,
        value(
            filters,
            Filter.REQUEST,
            frequent,
            SyntheticTraffic.requestId(random.nextLong(rows)),
            "no-such-request"),
        value(
            filters,
            Filter.INSTANCE,
            frequent,
            like.instanceId(),
            1L + random.nextInt(SyntheticTraffic.INSTANCES + 1)),
        List.of());
  }

  private int anybody() {
    return random.nextInt(SyntheticTraffic.PEOPLE);
  }

  private static String user(ServiceLog like) {
    return like.userId() == null ? SyntheticTraffic.user(0) : like.userId();
  }

  private static <T> @Nullable T value(
      List<Filter> filters, Filter filter, boolean frequent, @Nullable T often, T any) {
    return filters.contains(filter) ? frequent ? often : any : null;
  }

  @SafeVarargs
  private final <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }

  private Instant randomTime() {
    return Load.START.plus(random.nextLong(spanMicros), ChronoUnit.MICROS);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private enum Filter {
    TIME,
    LEVEL,
    STATUS,
    METHOD,
    ENDPOINT,
    IP,
    USER,
    INSTANCE,
    REQUEST
  }

  /** Times of queries. */
  private static final class Figures {
    static final String HEAD = "   p50    p95    max   over";

    private final List<Long> nanos = new ArrayList<>();
    private int over;

    void add(long took, boolean inTime) {
      nanos.add(took);
      over += inTime ? 0 : 1;
    }

    void addAll(Figures others) {
      nanos.addAll(others.nanos);
      over += others.over;
    }

    private double millis(int percent) {
      long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }

    /** The last figure is the number of queries whose time was over. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%6.1f %6.1f %6.0f %6d", millis(50), millis(95), millis(100), over);
    }
  }
}

package io.opsagent.storage.testkit;

import io.opsagent.storage.ServiceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Rows as a busy service makes them: endpoints, users and addresses by Zipf's law, 97 % of the
 * answers well, four instances, bodies and headers only where the rules keep them
 * (operations-api.md 6.3). The same seed gives the same rows. For one thread.
 */
public final class SyntheticTraffic {
  /** Endpoints; each is served for one method. */
  public static final int ENDPOINTS = 200;

  /** Users, and addresses. */
  public static final int PEOPLE = 50_000;

  /** Instances, numbered from 1; each has one worker of the same number. */
  public static final int INSTANCES = 4;

  /** Statuses that rows have, the most frequent first. */
  public static final List<Integer> STATUSES = List.of(200, 201, 204, 404, 401, 400, 422, 500, 503);

  private static final String[] METHODS = {"GET", "GET", "GET", "POST", "GET", "PUT", "DELETE"};
  private static final String HEADERS =
      "{\"host\":\"shop.example\",\"accept\":\"application/json, text/plain, */*\",\"accept-language\""
          + ":\"en-GB,en;q=0.9,de;q=0.8\",\"accept-encoding\":\"gzip, deflate, br\",\"user-agent\":"
          + "\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Safari/537.36\",\"authorization\":\"******\",\"cookie\":\"******\","
          + "\"x-forwarded-for\":\"203.0.113.9, 10.0.0.1\",\"x-request-id\":\"%s\"}";
  private static final String USER_AGENT =
      "{\"browser\":\"Chrome 120.0.0\",\"os\":\"Windows 10\",\"mobile\":false,\"bot\":false,"
          + "\"device\":\"pc\"}";

  private final Random random;
  private final Zipf endpoints = new Zipf(ENDPOINTS);
  private final Zipf people = new Zipf(PEOPLE);
  private final String service;
  private final Instant start;
  private final long spanMicros;
  private final long rows;
  private long made;

  /**
   * Traffic from a time on.
   *
   * @param rows that the span is divided among
   * @param spanMicros between the first and the last row
   */
  public SyntheticTraffic(String service, Instant start, long rows, long spanMicros, long seed) {
    this.service = service;
    this.start = start;
    this.rows = rows;
    this.spanMicros = spanMicros;
    this.random = new Random(seed);
  }

  /** The next rows, in about the order of their times. */
  public List<ServiceLog> next(int count) {
    List<ServiceLog> batch = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      batch.add(row(made++));
    }
    return batch;
  }

  /** Name of an endpoint, 0 to {@link #ENDPOINTS} - 1, the most frequent first. */
  public static String endpoint(int number) {
    return "shop_item" + number;
  }

  /** Method of an endpoint. */
  public static String method(int endpoint) {
    return METHODS[endpoint % METHODS.length];
  }

  /** Id of a user, 0 to {@link #PEOPLE} - 1, the most frequent first. */
  public static String user(int number) {
    return "u" + (100_000 + number);
  }

  /** An address, 0 to {@link #PEOPLE} - 1, the most frequent first. */
  public static String ip(int number) {
    return "203." + (number >> 16) + "." + ((number >> 8) & 255) + "." + (number & 255);
  }

  /** Id of a request, by the number of its row from 0 up. */
  public static String requestId(long row) {
    return String.format(Locale.ROOT, "%016x%016x", row * 0x9E3779B97F4A7C15L, row);
  }

  private ServiceLog row(long number) {
    int endpoint = endpoints.next(random);
    int status = status();
    boolean failed = status >= 500;
    boolean eventful = status >= 400;
    int item = random.nextInt(100_000);
    long micros = number * spanMicros / rows + random.nextInt(400_000);
    String path = "/api/shop/item" + endpoint + "/" + item;
    String requestId = requestId(number);
    int instance = 1 + random.nextInt(INSTANCES);
    return new ServiceLog(
        0,
        service,
        null,
        requestId,
        requestId,
        "completed",
        failed ? "ERROR" : eventful ? "WARN" : "INFO",
        !eventful,
        start.plusNanos(micros * 1_000),
        500 + random.nextInt(100_000),
        "https",
        "HTTP/1.1",
        method(endpoint),
        path,
        "https://shop.example" + path + "?page=" + random.nextInt(9),
        "/api/shop/item" + endpoint + "/{id}",
        endpoint(endpoint),
        "com.example.shop.Item" + endpoint + "Controller.handle",
        status,
        (long) random.nextInt(20_000),
        ip(people.next(random)),
        "10.0.0.7:" + (30_000 + random.nextInt(30_000)),
        true,
        random.nextInt(10) < 3 ? null : user(people.next(random)),
        endpoint % 7 == 3 ? "application/json" : null,
        "application/json",
        USER_AGENT,
        "{\"page\":\"" + random.nextInt(9) + "\"}",
        eventful ? String.format(Locale.ROOT, HEADERS, requestId) : null,
        eventful ? "{\"content-type\":\"application/json\",\"vary\":\"origin\"}" : null,
        null,
        eventful ? body(300 + random.nextInt(1_500)) : null,
        "[]",
        failed ? body(4_000) : "[]",
        "{\"entry_point\":\"tomcat\",\"async\":false,\"virtual_thread\":false}",
        512,
        1_024,
        failed ? "java.lang.IllegalStateException" : null,
        failed ? "0123456789abcdef" : null,
        31,
        "http-nio-8080-exec-" + random.nextInt(200),
        4_711,
        (long) instance,
        (long) instance);
  }

  private int status() {
    int draw = random.nextInt(10_000);
    if (draw < 9_000) {
      return 200;
    }
    if (draw < 9_700) {
      return draw < 9_500 ? 201 : 204;
    }
    if (draw < 9_960) {
      return draw < 9_850 ? 404 : draw < 9_900 ? 401 : draw < 9_950 ? 400 : 422;
    }
    return draw < 9_995 ? 500 : 503;
  }

  private String body(int chars) {
    StringBuilder json = new StringBuilder(chars + 40).append('[');
    while (json.length() < chars) {
      json.append("{\"name\":\"article ")
          .append(random.nextInt(100_000))
          .append("\",\"price\":")
          .append(random.nextInt(10_000))
          .append("},");
    }
    return json.append("null]").toString();
  }

  /** Number n is drawn 1/(n+1) times as often as number 0. */
  private static final class Zipf {
    private final double[] upTo;

    Zipf(int size) {
      upTo = new double[size];
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += 1.0 / (i + 1);
        upTo[i] = sum;
      }
    }

    int next(Random random) {
      int found = java.util.Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      return Math.min(upTo.length - 1, found < 0 ? -found - 1 : found);
    }
  }
}

package io.opsagent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The visitor of {@code ./demo}: waits for the shop and the OperationsAPI, sends traffic, prints
 * what was captured, and goes on with a little traffic until it is stopped. Ends with status 0 only
 * if requests were captured and the password in one of them was masked.
 */
public final class Demo {
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);
  private static final Duration CAPTURE_PATIENCE = Duration.ofSeconds(90);
  private static final Duration STROLL_INTERVAL = Duration.ofSeconds(3);

  /** So long the checkout is fast before it becomes slow. */
  private static final Duration CALM = Duration.ofSeconds(150);

  private static final int SHOWN_ROWS = 40;
  private static final int RUN_ID_LETTERS = 6;
  private static final Pattern BANNER =
      Pattern.compile("OperationsAPI loaded at (https?://[^\\s,;()]+)");

  private final DemoOptions options;
  private final PrintStream out;
  private final TomcatProcess tomcat;
  private final ShopVisitor visitor;

  private Demo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.tomcat = new TomcatProcess(options);
    this.visitor = new ShopVisitor(options.shop(), runId());
  }

  /**
   * Runs the demo; see {@link DemoOptions} for the arguments.
   *
   * @param arguments as {@code ./demo} gives them
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      new Demo(DemoOptions.parse(arguments), out).run();
    } catch (DemoException e) {
      out.println("demo: " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      out.println("demo: the shop did not answer: " + e);
      System.exit(1);
    } catch (InterruptedException e) {
      System.exit(1);
    }
  }

  private void run() throws DemoException, IOException, InterruptedException {
    tomcat.await(
        "the shop at " + options.shop(),
        START_PATIENCE,
        () -> visitor.isOpen() ? Optional.of(true) : Optional.empty());
    out.println("Shop           " + options.shop() + "/");
    long startSeconds = Instant.now().getEpochSecond();
    visitor.tour();
    OperationsClient operations =
        tomcat.await("the OperationsAPI", START_PATIENCE, this::findOperations);
    out.println("OperationsAPI  " + operations.base());
    out.println();
    out.println(visitor.requests() + " requests sent; waiting until they can be seen ...");
    List<JsonNode> rows =
        tomcat.await(
            "the captured requests at " + operations.base() + "/logs/service",
            CAPTURE_PATIENCE,
            () -> completeRows(operations.newestSince(startSeconds)));
    show(operations, rows);
    if (!options.once()) {
      keepVisiting();
    }
  }

  private Optional<OperationsClient> findOperations() throws InterruptedException {
    OperationsClient client =
        new OperationsClient(operationsFromLog().orElse(options.defaultOps()));
    return client.answers() ? Optional.of(client) : Optional.empty();
  }

  /** The agent's own line in the log knows best where its server is. */
  private Optional<URI> operationsFromLog() {
    try {
      Matcher banner = BANNER.matcher(Files.readString(options.log(), StandardCharsets.ISO_8859_1));
      return banner.find()
          ? Optional.of(URI.create(banner.group(1).replaceAll("[/.]+$", "")))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Rows are complete when those that this run alone can have made are among them. */
  private Optional<List<JsonNode>> completeRows(List<JsonNode> rows) {
    boolean complete =
        find(rows, visitor.failingPath(), 500).isPresent()
            && find(rows, visitor.loginPath(), 401).isPresent();
    return complete ? Optional.of(rows) : Optional.empty();
  }

  private void show(OperationsClient operations, List<JsonNode> rows)
      throws DemoException, InterruptedException {
    Report report = new Report(ZoneId.systemDefault());
    out.println();
    out.println("The last captured requests, newest first (GET /logs/service):");
    out.print(report.table(rows.subList(0, Math.min(SHOWN_ROWS, rows.size()))));
    long id = find(rows, visitor.loginPath(), 401).map(row -> row.path("id").asLong()).orElse(0L);
    JsonNode detail =
        operations
            .detail(id)
            .orElseThrow(() -> new DemoException("The log " + id + " cannot be read"));
    out.println();
    out.println("The sign-in that failed (GET /logs?id=" + id + "); its password was masked:");
    out.print(report.detail(detail));
    if (detail.toString().contains(visitor.wrongPassword())
        || !detail.path("data").toString().contains("******")) {
      throw new DemoException("The password of the sign-in is not masked in log " + id);
    }
  }

  private void keepVisiting() throws DemoException, IOException, InterruptedException {
    out.println();
    out.println("The shop stays open and gets a visit every few seconds. Ctrl-C stops it.");
    boolean isCalm = options.slowCheckout();
    Instant end = Instant.now().plus(CALM);
    while (true) {
      tomcat.pause(STROLL_INTERVAL);
      visitor.stroll();
      if (options.slowCheckout()) {
        visitor.order();
      }
      if (isCalm && Instant.now().isAfter(end)) {
        isCalm = false;
        visitor.switchRiskCheckOn();
        out.println(
            "Now, at "
                + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                + ", the checkout has become slow. Find out why (docs/console.md, a walk).");
      }
    }
  }

  private static Optional<JsonNode> find(List<JsonNode> rows, String path, int status) {
    return rows.stream()
        .filter(row -> row.path("path").asText().equals(path))
        .filter(row -> row.path("status").asInt() == status)
        .findFirst();
  }

  private static String runId() {
    return new SecureRandom()
        .ints(RUN_ID_LETTERS, 'A', 'Z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

package io.opsagent.benchmarks.storage;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entry point: a command, an engine, a folder, and options as {@code name=value}.
 *
 * <pre>
 * load h2|postgresql|mariadb FOLDER [rows=1000000] [batch=1000] [days=10]
 * divide h2|postgresql|mariadb FOLDER [days=10]
 * copy postgresql FOLDER [copies=9] [days=1]
 * query h2|postgresql|mariadb FOLDER [rows=1000000] [days=10] [samples=20]
 * counts h2|postgresql|mariadb FOLDER
 * </pre>
 *
 * {@code rows} and {@code days} of a query are those of the load.
 */
public final class Main {
  private static final String USAGE =
      "Usage: load|divide|copy|query|counts h2|postgresql|mariadb FOLDER [name=number]...";

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Map<String, Long> options = new HashMap<>();
    for (String option : List.of(args).subList(3, args.length)) {
      int equals = option.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(option + ": an option is name=number");
      }
      options.put(option.substring(0, equals), Long.valueOf(option.substring(equals + 1)));
    }
    try (Engine engine = Engine.open(args[1], new File(args[2]).getAbsoluteFile())) {
      switch (args[0]) {
        case "load" -> new Load(engine, options).run();
        case "divide" -> new Load(engine, options).divide();
        case "copy" -> new Copies(engine, options).run();
        case "query" -> new Query(engine, options).run();
        case "counts" -> new Counts(engine).run();
        default -> throw new IllegalArgumentException(args[0] + ". " + USAGE);
      }
    }
    System.exit(0);
  }
}

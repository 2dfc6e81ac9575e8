package io.opsagent.server.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must hold before this process counts as ready: named checks such as {@code storage} or
 * {@code drain}. Any thread may register and any thread may ask.
 */
public final class ReadinessChecks {
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessChecks.class);
  private static final int MAX_CHECKS = 32;

  private final Map<String, Supplier<Check>> checks = new ConcurrentHashMap<>();

  /**
   * The state of one part.
   *
   * @param ready whether it does its work
   * @param message why not, for an operator; holds no secret
   */
  public record Check(boolean ready, String message) {
    /** It works. */
    public static Check ok() {
      return new Check(true, "");
    }

    /** It does not, and why. */
    public static Check failed(String message) {
      return new Check(false, message);
    }
  }

  /**
   * Adds a check, or replaces the one of this name.
   *
   * @param check called at each {@code GET /readyz} on a server thread; answers within milliseconds
   *     from what is known, without asking the database
   * @throws IllegalStateException beyond 32 checks
   */
  public synchronized void register(String name, Supplier<Check> check) {
    if (checks.size() >= MAX_CHECKS && !checks.containsKey(name)) {
      throw new IllegalStateException(
          "Readiness check '" + name + "' is one too many: at most " + MAX_CHECKS + ".");
    }
    checks.put(name, check);
  }

  /** Runs every check; one that throws counts as failed. Sorted by name. */
  public Map<String, Check> run() {
    Map<String, Check> results = new TreeMap<>();
    checks.forEach((name, check) -> results.put(name, runOne(name, check)));
    return results;
  }

  private static Check runOne(String name, Supplier<Check> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      LOG.warn("Readiness check {} failed", name, e);
      return Check.failed("the check itself failed: " + e.getClass().getSimpleName());
    }
  }
}

package io.opsagent.server.middleware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The middlewares that were chosen, in two parts around the checks that are always on (
 * docs/middlewares.md). The order of those of OpsAgent is fixed; those of plug-ins come after them
 * in the order of the list.
 *
 * @param outer before the checks of {@code Host} and {@code Origin}, so that refusals pass them too
 * @param inner after those checks
 */
public record Middlewares(List<Middleware> outer, List<Middleware> inner) {
  private static final List<String> OUTER_ORDER =
      List.of(Recovery.NAME, RequestLogger.NAME, SecureHeaders.NAME, NoCache.NAME);
  private static final List<String> INNER_ORDER = List.of(Cors.NAME, RateLimit.NAME, Dump.NAME);

  /** The list when nobody chose one. */
  public static final List<String> DEFAULT_NAMES =
      List.of(
          Recovery.NAME,
          RequestLogger.NAME,
          SecureHeaders.NAME,
          NoCache.NAME,
          Cors.NAME,
          RateLimit.NAME);

  /** Copies both lists. */
  public Middlewares {
    outer = List.copyOf(outer);
    inner = List.copyOf(inner);
  }

  /**
   * What the own middlewares need to know.
   *
   * @param rootPath path of the API, such as {@code /ops}
   * @param production whether {@code dump} is refused
   * @param requestsPerSecond of {@code ratelimit}
   * @param methodsAt methods that are offered at a path
   */
  public record Surroundings(
      String rootPath,
      boolean production,
      int requestsPerSecond,
      Function<String, List<String>> methodsAt) {}

  /**
   * The middlewares of these names. What is unknown, named twice or not allowed is left out and
   * said.
   *
   * @param names as in the key {@code middlewares}
   * @param supplied those of plug-ins; one with the name of an own one is left out
   * @param notice takes one line for the operator for each name that is left out
   */
  public static Middlewares choose(
      List<String> names,
      Surroundings surroundings,
      List<Middleware> supplied,
      Consumer<String> notice) {
    Map<String, Middleware> known = own(surroundings);
    for (Middleware plugin : supplied) {
      if (known.putIfAbsent(plugin.name(), plugin) != null) {
        notice.accept(
            "The middleware "
                + plugin.name()
                + " of "
                + plugin.getClass().getName()
                + " is left out: there is one of that name. Let name() return another word.");
      }
    }
    List<String> wanted = new ArrayList<>();
    for (String name : names) {
      String problem = problem(name, known, wanted, surroundings.production());
      if (problem == null) {
        wanted.add(name);
      } else {
        notice.accept("middlewares holds " + name + ", which " + problem + " It is skipped.");
      }
    }
    List<Middleware> outer = pick(OUTER_ORDER, wanted, known);
    List<Middleware> inner = new ArrayList<>(pick(INNER_ORDER, wanted, known));
    wanted.removeAll(OUTER_ORDER);
    wanted.removeAll(INNER_ORDER);
    inner.addAll(pick(wanted, wanted, known));
    return new Middlewares(outer, inner);
  }

  /** Those that put headers, which answers to unreadable requests get, too. */
  public List<AnswerHeaders> answerHeaders() {
    return outer.stream()
        .filter(AnswerHeaders.class::isInstance)
        .map(AnswerHeaders.class::cast)
        .toList();
  }

  /** How many requests {@code ratelimit} refused; 0 if it was not chosen. */
  public long rateLimited() {
    return inner.stream()
        .filter(RateLimit.class::isInstance)
        .mapToLong(limit -> ((RateLimit) limit).refused())
        .sum();
  }

  private static Map<String, Middleware> own(Surroundings surroundings) {
    Map<String, Middleware> own = new LinkedHashMap<>();
    List.of(
            new Recovery(),
            new RequestLogger(),
            new SecureHeaders(surroundings.rootPath()),
            new NoCache(),
            new Cors(surroundings.methodsAt()),
            new RateLimit(surroundings.requestsPerSecond(), System::nanoTime),
            new Dump())
        .forEach(middleware -> own.put(middleware.name(), middleware));
    return own;
  }

  private static @Nullable String problem(
      String name, Map<String, Middleware> known, List<String> wanted, boolean production) {
    if (!known.containsKey(name)) {
      return "is not known; there are " + String.join(", ", known.keySet()) + ".";
    }
    if (wanted.contains(name)) {
      return "stands there twice.";
    }
    if (production && name.equals(Dump.NAME)) {
      return "writes requests into the log and is refused in production; set production=false.";
    }
    return null;
  }

  private static List<Middleware> pick(
      List<String> order, List<String> wanted, Map<String, Middleware> known) {
    List<Middleware> picked = new ArrayList<>();
    for (String name : order) {
      Middleware middleware = known.get(name);
      if (middleware != null && wanted.contains(name)) {
        picked.add(middleware);
      }
    }
    return picked;
  }
}

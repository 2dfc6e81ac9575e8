package io.opsagent.server.testkit;

import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorEndpoint;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorRepository;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The repository's contract on counts of exceptions, where a test needs no database. */
public class InMemoryErrors implements ErrorRepository {
  private final Map<List<Object>, ErrorCount> rows = new LinkedHashMap<>();

  @Override
  public synchronized void save(String writer, List<ErrorCount> counts) {
    for (ErrorCount c : counts) {
      rows.put(List.of(writer, c.hour(), c.fingerprint(), c.endpoint(), c.exceptionType()), c);
    }
  }

  private synchronized Stream<ErrorCount> rows(ErrorSpan span) {
    Instant from = span.from().truncatedTo(ChronoUnit.HOURS);
    return List.copyOf(rows.values()).stream()
        .filter(c -> c.service().equals(span.service()))
        .filter(c -> !c.hour().isBefore(from) && !c.hour().isAfter(span.to()))
        .filter(c -> span.fingerprint() == null || span.fingerprint().equals(c.fingerprint()))
        .filter(c -> span.endpoint() == null || span.endpoint().equals(c.endpoint()))
        .filter(
            c ->
                span.exceptionType() == null
                    || c.exceptionType().equals(span.exceptionType())
                    || c.exceptionType().endsWith("." + span.exceptionType()));
  }

  @Override
  public ErrorSummary summary(ErrorSpan span, Duration maxTime) {
    return new ErrorSummary(groups(span), endpoints(span), total(span), true, null);
  }

  private List<ErrorGroup> groups(ErrorSpan span) {
    Map<String, List<ErrorCount>> byGroup =
        rows(span).collect(Collectors.groupingBy(c -> c.fingerprint() + c.exceptionType()));
    return byGroup.values().stream()
        .map(InMemoryErrors::group)
        .sorted(Comparator.comparingLong(ErrorGroup::errors).reversed())
        .toList();
  }

  private static ErrorGroup group(List<ErrorCount> counts) {
    ErrorCount one = counts.get(0);
    return new ErrorGroup(
        one.fingerprint(),
        one.exceptionType(),
        counts.stream().mapToLong(ErrorCount::errors).sum(),
        counts.stream().mapToLong(ErrorCount::notStored).sum(),
        counts.stream().map(ErrorCount::endpoint).distinct().count(),
        counts.stream().map(ErrorCount::first).min(Comparator.naturalOrder()).orElseThrow(),
        counts.stream().map(ErrorCount::last).max(Comparator.naturalOrder()).orElseThrow(),
        one.place(),
        one.message());
  }

  private long total(ErrorSpan span) {
    return rows(span).mapToLong(ErrorCount::errors).sum();
  }

  private List<ErrorEndpoint> endpoints(ErrorSpan span) {
    Map<String, List<ErrorCount>> byEndpoint =
        rows(span).collect(Collectors.groupingBy(c -> c.fingerprint() + c.endpoint()));
    List<ErrorEndpoint> endpoints = new ArrayList<>();
    for (List<ErrorCount> counts : byEndpoint.values()) {
      ErrorGroup group = group(counts);
      ErrorCount one = counts.get(0);
      endpoints.add(
          new ErrorEndpoint(
              one.fingerprint(), one.endpoint(), one.route(), group.errors(), group.last()));
    }
    endpoints.sort(Comparator.comparingLong(ErrorEndpoint::errors).reversed());
    return endpoints;
  }

  @Override
  public SortedMap<Instant, Long> series(ErrorSpan span) {
    SortedMap<Instant, Long> series = new TreeMap<>();
    rows(span).forEach(c -> series.merge(c.hour(), c.errors(), Long::sum));
    return series;
  }

  @Override
  public Map<String, Instant> firstSeen(
      String service, List<String> fingerprints, Duration maxTime) {
    Map<String, Instant> first = new HashMap<>();
    rows(new ErrorSpan(service, Instant.EPOCH, Instant.MAX, null, null, null))
        .filter(c -> fingerprints.contains(c.fingerprint()))
        .forEach(c -> first.merge(c.fingerprint(), c.first(), (a, b) -> a.isBefore(b) ? a : b));
    return first;
  }

  @Override
  public synchronized int deleteOlderThan(Instant time) {
    int before = rows.size();
    rows.values().removeIf(c -> c.hour().isBefore(time));
    return before - rows.size();
  }
}

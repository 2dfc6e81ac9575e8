package io.opsagent.testapps.tomcat;

import io.opsagent.testing.Normaliser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One GET for each file of the example application that can be asked for: every page, image, source
 * listing and JSP. The list is read from the distribution, so a new example is not forgotten.
 */
final class ExamplePages {
  private static final Normaliser CLOCK =
      Normaliser.of("(?<=: is  )[\\w/: .,-]+(?=[\\r\\n])", "<of the clock>");
  private static final Normaliser EPOCH_MILLIS =
      Normaliser.of("(?<![0-9])1[0-9]{12}(?![0-9])", "<epoch ms>");
  private static final Normaliser LOCALE_TIME =
      Normaliser.of(
          "\\w{3} \\d{1,2}, \\d{4},? \\d{1,2}:\\d{2}:\\d{2}[^<]{0,6}[AP]M", "<date and time>");
  private static final Normaliser DAY = Normaliser.of("\\d{1,2}/\\d{1,2}/\\d{4}", "<day>");

  /** What these pages print of the time at which they are called. */
  private static final Map<String, Normaliser> TIMES =
      Map.of(
          "jsp/async/async1.jsp", Normaliser.ISO_TIME,
          "jsp/async/async3.jsp", Normaliser.ISO_TIME,
          "jsp/cal/cal1.jsp", DAY,
          "jsp/dates/date.jsp", CLOCK,
          "jsp/include/foo.jsp", EPOCH_MILLIS,
          "jsp/include/include.jsp", EPOCH_MILLIS,
          "jsp/jsp2/jspx/basic.jspx", Normaliser.JAVA_DATE,
          "jsp/xml/xml.jsp", LOCALE_TIME);

  /** The first forwards by the share of free memory, the second shuffles its table. */
  private static final Set<String> RANDOM =
      Set.of("jsp/forward/forward.jsp", "jsp/jsp2/jspattribute/shuffle.jsp");

  private ExamplePages() {}

  static List<Flow> all(TomcatDistribution distribution) throws IOException {
    Path root = distribution.examples();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(file -> !file.startsWith("WEB-INF/") && !file.startsWith("META-INF/"))
          .sorted()
          .map(file -> Flow.single(step(file)))
          .toList();
    }
  }

  private static Step step(String file) {
    Step step = Step.get("page:" + file, "/examples/" + file);
    Normaliser time = TIMES.get(file);
    if (time != null) {
      step = step.ignoring(time);
    }
    return RANDOM.contains(file) ? step.withRandomAnswer() : step;
  }
}

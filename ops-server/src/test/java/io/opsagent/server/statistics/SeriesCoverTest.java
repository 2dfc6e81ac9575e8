package io.opsagent.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.series.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesCoverTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:34:56Z");

  private static List<SeriesCover.Part> parts(ZoneId zone, Instant from, Instant to) {
    return new SeriesCover(zone, NOW).parts(from, to, Resolution.DAY);
  }

  private static SeriesCover.Part part(Resolution resolution, String from, String to) {
    return new SeriesCover.Part(resolution, Instant.parse(from), Instant.parse(to));
  }

  @Test
  void an_hour_up_to_now_is_made_of_five_minutes_and_of_half_minutes_at_its_ends() {
    assertThat(parts(ZoneOffset.UTC, NOW.minus(Duration.ofHours(1)), NOW))
        .containsExactly(
            part(Resolution.HALF_MINUTE, "2026-03-10T11:34:30Z", "2026-03-10T11:35:00Z"),
            part(Resolution.FIVE_MINUTES, "2026-03-10T11:35:00Z", "2026-03-10T12:30:00Z"),
            part(Resolution.HALF_MINUTE, "2026-03-10T12:30:00Z", "2026-03-10T12:34:56Z"));
  }

  @Test
  void a_month_is_made_of_days() {
    assertThat(parts(ZoneId.of("Europe/Berlin"), NOW.minus(Duration.ofDays(30)), NOW))
        .containsExactly(
            part(Resolution.HOUR, "2026-02-08T12:00:00Z", "2026-02-08T23:00:00Z"),
            part(Resolution.DAY, "2026-02-08T23:00:00Z", "2026-03-09T23:00:00Z"),
            part(Resolution.HOUR, "2026-03-09T23:00:00Z", "2026-03-10T12:00:00Z"),
            part(Resolution.FIVE_MINUTES, "2026-03-10T12:00:00Z", "2026-03-10T12:30:00Z"),
            part(Resolution.HALF_MINUTE, "2026-03-10T12:30:00Z", "2026-03-10T12:34:56Z"));
  }

  @Test
  void an_hour_that_is_just_over_is_not_taken_before_it_was_put_together() {
    Instant now = Instant.parse("2026-03-10T12:05:00Z");
    assertThat(
            new SeriesCover(ZoneOffset.UTC, now)
                .parts(now.minus(Duration.ofMinutes(65)), now, Resolution.HOUR))
        .extracting(SeriesCover.Part::resolution)
        .containsExactly(Resolution.FIVE_MINUTES, Resolution.HALF_MINUTE);
  }

  @Test
  void what_is_known_by_the_hour_only_is_rounded_outwards() {
    assertThat(
            parts(
                ZoneOffset.UTC,
                Instant.parse("2026-02-20T10:20:00Z"),
                Instant.parse("2026-02-20T11:20:00Z")))
        .containsExactly(part(Resolution.HOUR, "2026-02-20T10:00:00Z", "2026-02-20T12:00:00Z"));
  }

  @Test
  void parts_follow_one_another_without_gap_and_overlap_and_begin_where_their_rows_begin() {
    Random random = new Random(7);
    for (String name : List.of("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")) {
      ZoneId zone = ZoneId.of(name);
      for (int i = 0; i < 2_000; i++) {
        Instant from = NOW.minusSeconds(random.nextInt(80 * 86_400));
        Instant to = from.plusSeconds(1 + random.nextInt(20 * 86_400));
        to = to.isAfter(NOW) ? NOW : to;
        List<SeriesCover.Part> parts = parts(zone, from, to);

        assertThat(parts.get(0).from()).isBeforeOrEqualTo(from);
        assertThat(parts.get(parts.size() - 1).to()).isAfterOrEqualTo(to);
        for (int p = 0; p < parts.size(); p++) {
          SeriesCover.Part part = parts.get(p);
          assertThat(part.resolution().startOf(part.from(), zone)).isEqualTo(part.from());
          if (p > 0) {
            assertThat(part.from()).as("%s %s %s", name, from, to).isEqualTo(parts.get(p - 1).to());
          }
        }
      }
    }
  }
}

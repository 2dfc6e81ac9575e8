package io.opsagent.server.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as callers write them and as the protocol sends them (spec 2.5). The zone is UTC. */
final class ProtocolTime {
  /** A number beyond this is not seconds any more but a thousandth, and so on. */
  private static final BigDecimal MAX_SECONDS = new BigDecimal("2e10");

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(?:\\.\\d{0,30})?");

  // A blank before the offset is a plus sign that was not percent-encoded.
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
              + "(?:[Zz]|([+ -])(\\d{2})(?::?(\\d{2}))?)?)?");

  /** The three forms of RFC 9110 5.6.7, in its order. */
  private static final List<DateTimeFormatter> HTTP_DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ENGLISH));

  private ProtocolTime() {}

  /** Reads any of the accepted forms; empty for anything else. */
  static Optional<Instant> parse(String text) {
    String trimmed = text.trim();
    if (NUMBER.matcher(trimmed).matches()) {
      return Optional.of(ofEpoch(new BigDecimal(trimmed)));
    }
    Matcher iso = ISO.matcher(trimmed);
    return iso.matches() ? ofIso(iso) : ofHttpDate(trimmed);
  }

  /** Epoch seconds with six decimals, as the protocol sends times of logs (spec 1.12). */
  static BigDecimal toSeconds(Instant time) {
    long micros = time.getNano() / 1000L;
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(micros, 6))
        .setScale(6, RoundingMode.UNNECESSARY);
  }

  /** ISO 8601 with {@code +00:00}, microseconds only when they are not zero; null for null. */
  static @Nullable String iso(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    long micros = time.getNano() / 1_000;
    String seconds =
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    return seconds + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros)) + "+00:00";
  }

  private static Instant ofEpoch(BigDecimal number) {
    BigDecimal seconds = number;
    while (seconds.abs().compareTo(MAX_SECONDS) > 0) {
      seconds = seconds.divide(THOUSAND);
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }

  private static Optional<Instant> ofIso(Matcher iso) {
    try {
      LocalDate date = LocalDate.parse(iso.group(1));
      if (iso.group(2) == null) {
        return Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      String fraction = iso.group(5) == null ? "0" : iso.group(5);
      int nanos = Integer.parseInt((fraction + "00000000").substring(0, 9));
      LocalTime time =
          LocalTime.of(number(iso.group(2)), number(iso.group(3)), number(iso.group(4)), nanos);
      return Optional.of(LocalDateTime.of(date, time).toInstant(offset(iso)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(Matcher iso) {
    if (iso.group(6) == null) {
      return ZoneOffset.UTC;
    }
    int sign = iso.group(6).equals("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * number(iso.group(7)), sign * number(iso.group(8)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static Optional<Instant> ofHttpDate(String text) {
    // asctime pads the day with a second blank.
    String single = text.replaceAll(" {2,}", " ");
    return HTTP_DATES.stream().flatMap(format -> parse(single, format).stream()).findFirst();
  }

  private static Optional<Instant> parse(String text, DateTimeFormatter format) {
    try {
      TemporalAccessor parsed = format.parse(text);
      boolean hasOffset = parsed.isSupported(ChronoField.OFFSET_SECONDS);
      ZoneOffset offset = hasOffset ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
      return Optional.of(LocalDateTime.from(parsed).toInstant(offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package io.opsagent.settings;

import java.io.File;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A time zone by name or offset. */
final class ZoneType extends ValueType<ZoneId> {

  ZoneType() {
    super("time zone", "a time zone such as UTC, Europe/Berlin or +05:30");
  }

  @Override
  @Nullable ZoneId parse(String text, @Nullable File folder) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  String format(ZoneId value) {
    return value.getId();
  }
}

package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A whole number in a range. */
final class IntegerType extends ValueType<Integer> {
  private final int least;
  private final int most;
  private final boolean powerOfTwo;

  private IntegerType(int least, int most, boolean powerOfTwo, String allowed) {
    super("integer", allowed);
    this.least = least;
    this.most = most;
    this.powerOfTwo = powerOfTwo;
  }

  static IntegerType range(int least, int most) {
    return new IntegerType(least, most, false, "a whole number from " + least + " to " + most);
  }

  static IntegerType powerOfTwo(int least, int most) {
    return new IntegerType(least, most, true, "a power of two from " + least + " to " + most);
  }

  @Override
  @Nullable Integer parse(String text, @Nullable File folder) {
    long number = Texts.wholeNumber(text);
    if (number < least || number > most) {
      return null;
    }
    int value = (int) number;
    return powerOfTwo && Integer.bitCount(value) != 1 ? null : Integer.valueOf(value);
  }

  @Override
  String format(Integer value) {
    return value.toString();
  }
}

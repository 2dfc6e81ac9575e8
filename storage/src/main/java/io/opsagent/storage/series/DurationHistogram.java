package io.opsagent.storage.series;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Durations in microseconds, from which every percentile can be read within 1 % of its value, and
 * which can be put together without a further loss. At most 2,048 buckets, which reach from a
 * microsecond to years. For one thread.
 */
public final class DurationHistogram {
  private static final double RELATIVE_ACCURACY = 0.01;
  private static final int MAX_BUCKETS = 2_048;

  private final DDSketch sketch;

  /** An empty one. */
  public DurationHistogram() {
    this(new DDSketch(new CubicallyInterpolatedMapping(RELATIVE_ACCURACY), store()));
  }

  private DurationHistogram(DDSketch sketch) {
    this.sketch = sketch;
  }

  private static Supplier<Store> store() {
    return () -> new CollapsingLowestDenseStore(MAX_BUCKETS);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when it is nothing of that kind
   */
  public static DurationHistogram of(byte[] bytes) {
    try {
      return new DurationHistogram(DDSketch.decode(ByteArrayInput.wrap(bytes), store()));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("These bytes are no histogram", e);
    }
  }

  /** Counts a duration; a negative one counts as 0. */
  public void add(long micros) {
    sketch.accept(Math.max(0, micros));
  }

  /**
   * Counts a duration several times.
   *
   * @param count at least 1
   */
  public void add(long micros, long count) {
    sketch.accept(Math.max(0, micros), count);
  }

  /** Adds all durations of another one. */
  public void add(DurationHistogram other) {
    sketch.mergeWith(other.sketch);
  }

  /** How many durations are in it. */
  public long count() {
    return Math.round(sketch.getCount());
  }

  /**
   * The duration that this part of all do not exceed, in microseconds; 0 when there is none.
   *
   * @param quantile 0 to 1, such as 0.95
   */
  public long micros(double quantile) {
    return sketch.isEmpty() ? 0 : Math.round(sketch.getValueAtQuantile(quantile));
  }

  /**
   * How many durations are not longer than this, exact but for those within 1 % of it.
   *
   * @param micros at least 1
   */
  public long countUpTo(long micros) {
    long count = Math.round(sketch.getCount() - sketch.getPositiveValueStore().getTotalCount());
    Iterator<Bin> bins = sketch.getPositiveValueStore().getAscendingIterator();
    while (bins.hasNext()) {
      Bin bin = bins.next();
      if (sketch.getIndexMapping().value(bin.getIndex()) > micros) {
        break;
      }
      count += Math.round(bin.getCount());
    }
    return count;
  }

  /** For {@link #of}, some hundred bytes. */
  public byte[] toBytes() {
    try {
      GrowingByteArrayOutput output = GrowingByteArrayOutput.withDefaultInitialCapacity();
      sketch.encode(output, false);
      return output.trimmedCopy();
    } catch (IOException e) {
      throw new IllegalStateException("A histogram could not be written to memory", e);
    }
  }
}

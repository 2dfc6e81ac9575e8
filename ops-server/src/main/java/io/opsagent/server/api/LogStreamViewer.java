package io.opsagent.server.api;

import io.opsagent.server.live.LiveLog;
import io.opsagent.server.live.LiveViewer;
import io.opsagent.storage.ServiceLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader of {@code /v1/logs/stream}: rows that pass his filter, at most {@value
 * #MAX_ROWS_PER_SECOND} in a second, and each second an event {@code stat}, which also keeps the
 * connection alive. Ends when his credentials do not count any more. For one thread, but for {@link
 * #isEnded}.
 */
final class LogStreamViewer implements LiveViewer {
  static final int MAX_ROWS_PER_SECOND = 20;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LiveLog live;
  private final Predicate<ServiceLog> filter;
  private final EventChannel channel;
  private final Supplier<LogPrivacy> privacy;
  private final ApiJson json;
  private final Supplier<@Nullable String> refusal;
  private final long checkNanos;
  private long nextStatNanos = System.nanoTime() + SECOND_NANOS;
  private long nextCheckNanos;
  private long matched;
  private long sent;
  private long skipped;
  private long matchedBefore;
  private long sentBefore;
  private int sentInSecond;

  /**
   * A reader who has seen nothing.
   *
   * @param filter which rows
   * @param privacy what of a row is hidden, now
   * @param refusal asks anew why he may not read, null when he may
   * @param checkNanos between two such questions
   */
  LogStreamViewer(
      LiveLog live,
      Predicate<ServiceLog> filter,
      EventChannel channel,
      Supplier<LogPrivacy> privacy,
      ApiJson json,
      Supplier<@Nullable String> refusal,
      long checkNanos) {
    this.live = live;
    this.filter = filter;
    this.channel = channel;
    this.privacy = privacy;
    this.json = json;
    this.refusal = refusal;
    this.checkNanos = checkNanos;
    this.nextCheckNanos = System.nanoTime() + checkNanos;
  }

  @Override
  public void take(long sequence, ServiceLog row) {
    if (!filter.test(row)) {
      return;
    }
    matched++;
    boolean isSent =
        sentInSecond < MAX_ROWS_PER_SECOND
            && channel.send(
                "row", id(live, sequence), json.bytes(LogView.live(row, privacy.get())));
    if (isSent) {
      sentInSecond++;
      sent++;
    } else {
      skipped++;
    }
  }

  /** What a reader goes on from after his connection was lost. */
  static String id(LiveLog live, long sequence) {
    return live.run() + "-" + sequence;
  }

  @Override
  public void tick() {
    long now = System.nanoTime();
    if (channel.isStuck()) {
      channel.cut();
      return;
    }
    if (now - nextCheckNanos >= 0) {
      nextCheckNanos = now + checkNanos;
      String why = refusal.get();
      if (why != null) {
        end(why);
        return;
      }
    }
    if (now - nextStatNanos >= 0) {
      nextStatNanos = now + SECOND_NANOS;
      sendStat();
    }
  }

  private void sendStat() {
    Map<String, Long> stat = new LinkedHashMap<>();
    stat.put("matchedPerSecond", matched - matchedBefore);
    stat.put("sentPerSecond", sent - sentBefore);
    stat.put("matched", matched);
    stat.put("sent", sent);
    stat.put("skipped", skipped);
    stat.put("dropped", live.dropped());
    matchedBefore = matched;
    sentBefore = sent;
    sentInSecond = 0;
    channel.send("stat", "", json.bytes(stat));
  }

  @Override
  public void end(String why) {
    channel.send("bye", "", json.bytes(Map.of("why", why)));
    channel.finish();
  }

  @Override
  public boolean isEnded() {
    return channel.isEnded();
  }
}

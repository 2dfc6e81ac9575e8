package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StorageRoomTest {
  private static final long MEGA = 1024 * 1024;
  private static final EmbeddedLimits LIMITS =
      new EmbeddedLimits(1_000 * MEGA, Duration.ofHours(6), 256 * MEGA);

  private final List<String> notices = new ArrayList<>();
  private final Numbers disk = new Numbers();
  private long nanos;

  private StorageRoom room(boolean isEmbedded) {
    return new StorageRoom(disk, isEmbedded, LIMITS, notices::add, () -> nanos);
  }

  private StorageRoom.Level aSecondLater(StorageRoom room) {
    nanos += TimeUnit.SECONDS.toNanos(1);
    return room.level();
  }

  @Test
  void below_twice_the_floor_only_eventful_rows_are_stored_and_below_the_floor_none() {
    StorageRoom room = room(true);
    disk.freeBytes = 512 * MEGA;
    assertThat(room.level()).isEqualTo(StorageRoom.Level.ENOUGH);
    disk.freeBytes--;
    assertThat(room.level()).as("within a second").isEqualTo(StorageRoom.Level.ENOUGH);
    assertThat(aSecondLater(room)).isEqualTo(StorageRoom.Level.EVENTFUL_ONLY);
    disk.freeBytes = 256 * MEGA - 1;
    assertThat(aSecondLater(room)).isEqualTo(StorageRoom.Level.NONE);
    disk.freeBytes = 600 * MEGA;
    assertThat(aSecondLater(room)).isEqualTo(StorageRoom.Level.ENOUGH);
    assertThat(notices).hasSize(2);
    assertThat(notices.get(0))
        .contains("512 MB free", "only requests from WARN up", "database.min-free-disk-bytes");
    assertThat(notices.get(1)).contains("room to store requests again");
  }

  @Test
  void who_writes_much_makes_it_look_before_the_second_is_over() {
    StorageRoom room = room(true);
    disk.freeBytes = 600 * MEGA;
    assertThat(room.levelFor(MEGA)).isEqualTo(StorageRoom.Level.ENOUGH);
    disk.freeBytes = 0;
    assertThat(room.levelFor(32 * MEGA)).as("an eighth").isEqualTo(StorageRoom.Level.ENOUGH);
    assertThat(room.levelFor(1)).isEqualTo(StorageRoom.Level.NONE);
  }

  @Test
  void a_disk_that_goes_to_and_fro_is_said_once_an_hour() {
    StorageRoom room = room(false);
    for (int i = 0; i < 100; i++) {
      disk.freeBytes = i % 2 == 0 ? 0 : 1_000 * MEGA;
      aSecondLater(room);
    }
    assertThat(notices).hasSize(2);
    nanos += TimeUnit.HOURS.toNanos(1);
    disk.freeBytes = 0;
    aSecondLater(room);
    assertThat(notices).hasSize(3);
  }

  @Test
  void of_a_small_disk_a_tenth_stays_free() {
    StorageRoom room = room(true);
    disk.totalBytes = 100 * MEGA;
    disk.freeBytes = 20 * MEGA;
    assertThat(room.level()).isEqualTo(StorageRoom.Level.ENOUGH);
    disk.freeBytes = 15 * MEGA;
    assertThat(aSecondLater(room)).isEqualTo(StorageRoom.Level.EVENTFUL_ONLY);
    disk.freeBytes = 9 * MEGA;
    assertThat(aSecondLater(room)).isEqualTo(StorageRoom.Level.NONE);
  }

  @Test
  void
      a_file_that_grows_far_beyond_its_limit_takes_no_more_rows_unless_the_database_is_elsewhere() {
    disk.freeBytes = 100_000 * MEGA;
    disk.databaseBytes = 1_501 * MEGA;
    StorageRoom room = room(true);
    assertThat(room.level()).isEqualTo(StorageRoom.Level.EVENTFUL_ONLY);
    disk.databaseBytes = 2_001 * MEGA;
    assertThat(aSecondLater(room)).isEqualTo(StorageRoom.Level.NONE);
    assertThat(notices).singleElement().asString().contains("1.5 GB", "max-embedded-bytes");
    assertThat(room(false).level()).isEqualTo(StorageRoom.Level.ENOUGH);
  }

  private static final class Numbers implements StorageRoom.Disk {
    private long freeBytes = 10_000 * MEGA;
    private long totalBytes = 100_000 * MEGA;
    private long databaseBytes;

    @Override
    public long freeBytes() {
      return freeBytes;
    }

    @Override
    public long totalBytes() {
      return totalBytes;
    }

    @Override
    public long databaseBytes() {
      return databaseBytes;
    }
  }
}

package io.opsagent.server.pipeline;

import static io.opsagent.server.testkit.LogRow.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.InMemoryServiceLogs;
import io.opsagent.storage.ServiceLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogWriterTest {
  private final LogQueue queue = new LogQueue(100, 10_000_000);
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final AtomicInteger failuresToCome = new AtomicInteger();
  private final InMemoryServiceLogs stored =
      new InMemoryServiceLogs() {
        @Override
        public synchronized void insert(List<ServiceLog> logs) {
          if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OutOfMemoryError("as in a heap that is full for a moment");
          }
          super.insert(logs);
        }
      };
  private final LogWriter writer =
      new LogWriter(queue, RowStore.of(stored, null), 1, 10, notices::add);
  private final Thread thread = new Thread(writer, "writer-under-test");

  @AfterEach
  void stop() throws InterruptedException {
    writer.stop();
    thread.interrupt();
    thread.join();
  }

  @Test
  void an_error_that_is_none_of_the_database_does_not_end_the_writer() {
    failuresToCome.set(1);
    thread.start();

    queue.offer(row().build());

    await().until(() -> writer.written() == 1);
    assertThat(writer.lost()).isZero();
    assertThat(notices).hasSize(2);
    await().until(() -> queue.heldBytes() == 0);
  }

  @Test
  void rows_that_were_given_up_are_counted_and_their_memory_is_given_back() {
    failuresToCome.set(1);
    queue.offer(row().build());
    writer.stop();
    thread.start();

    await().until(() -> writer.lost() == 1);
    assertThat(writer.written()).isZero();
    await().until(() -> queue.heldBytes() == 0);
  }

  @Test
  void while_rows_keep_coming_a_batch_waits_for_more_of_them() throws InterruptedException {
    AtomicInteger batches = new AtomicInteger();
    InMemoryServiceLogs counting =
        new InMemoryServiceLogs() {
          @Override
          public synchronized void insert(List<ServiceLog> logs) {
            batches.incrementAndGet();
            super.insert(logs);
          }
        };
    LogWriter patient = new LogWriter(queue, RowStore.of(counting, null), 2, 500, notices::add);
    Thread patientThread = new Thread(patient, "patient-writer-under-test");
    patientThread.start();
    long start = System.nanoTime();
    int rows = 0;
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(600)) {
      if (queue.offer(row().build())) {
        rows++;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    long tenthsOfSeconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 100;
    patient.stop();
    patientThread.join();

    assertThat(patient.written()).isEqualTo(rows);
    assertThat(batches.get()).isLessThanOrEqualTo((int) tenthsOfSeconds + 2);
  }
}

package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions of applications whose methods never return. */
class ExceptionReaderTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final ExceptionReader reader =
      new ExceptionReader(
          this::thread, () -> new Masking(new SecretNames(List.of("password"))), 100);

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void stop() {
    release.countDown();
    reader.stop();
  }

  /** Waits for something of the application, whatever interrupts it. */
  private final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      boolean waiting = true;
      while (waiting) {
        try {
          release.await();
          waiting = false;
        } catch (InterruptedException e) {
          // An application that does not listen.
        }
      }
      return "at last";
    }
  }

  @Test
  void the_text_of_an_exception_is_read_and_masked() {
    assertThat(reader.read(new IllegalStateException("a password=hunter2")).text())
        .startsWith("java.lang.IllegalStateException: a password=******\n\tat ")
        .endsWith("\njava.lang.IllegalStateException: a password=******");
    assertThat(reader.read(new IllegalStateException("another")).text()).contains("another");
    assertThat(threads).as("one reader for both").hasSize(1);
    assertThat(reader.notRead()).isZero();
  }

  @Test
  void one_that_never_answers_is_told_by_its_type_and_the_next_one_is_read() {
    String text = reader.read(new Stuck()).text();

    assertThat(text).isEqualTo(Stuck.class.getName() + ": " + ExceptionReader.NOT_READ);
    assertThat(reader.read(new IllegalStateException("fine")).text()).contains("fine");
    assertThat(reader.notRead()).isEqualTo(1);
  }

  @Test
  void many_that_never_answer_cost_a_few_threads_and_no_further_time_until_they_come_back() {
    for (int i = 0; i < ExceptionReader.MAX_STUCK; i++) {
      reader.read(new Stuck()).text();
    }
    assertThat(threads).hasSize(ExceptionReader.MAX_STUCK);

    assertThat(reader.read(new IllegalStateException("fine")).text())
        .endsWith(ExceptionReader.NOT_READ);
    assertThat(threads).hasSize(ExceptionReader.MAX_STUCK);
    assertThat(reader.notRead()).isEqualTo(ExceptionReader.MAX_STUCK + 1);

    release.countDown();
    await().until(() -> reader.read(new IllegalStateException("again")).text().contains("again"));
  }
}

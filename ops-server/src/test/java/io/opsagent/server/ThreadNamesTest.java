package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadNamesTest {

  @Test
  void a_thread_of_a_bundled_library_gets_our_prefix_and_loses_its_path() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread library = started("MVStore background writer /data/slot-0/ops.mv.db", end);
    library.setContextClassLoader(ThreadNames.class.getClassLoader());

    ThreadNames.claim();

    assertThat(library.getName()).isEqualTo("opsagent-mvstore-background-write");
    end.countDown();
    library.join();
  }

  @Test
  void a_thread_of_the_application_keeps_its_name() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread other = started("H2-save", end);
    other.setContextClassLoader(new ClassLoader() {});

    ThreadNames.claim();

    assertThat(other.getName()).isEqualTo("H2-save");
    end.countDown();
    other.join();
  }

  private static Thread started(String name, CountDownLatch end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

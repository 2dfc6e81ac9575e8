package io.opsagent.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The Tomcat that {@code ./demo} has started. All waiting is for its end, so nobody misses it. */
final class TomcatProcess {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final Optional<ProcessHandle> process;
  private final String log;

  TomcatProcess(DemoOptions options) {
    this.process = ProcessHandle.of(options.tomcatPid());
    this.log = options.log().toString();
  }

  /** A question that is asked until it has an answer. */
  interface Question<T> {
    /** Asks once; empty means that it is too early. */
    Optional<T> ask() throws InterruptedException;
  }

  /**
   * Asks again and again.
   *
   * @param what what is waited for, for the message
   * @param patience when to give up
   * @throws DemoException when time is up or Tomcat ends
   */
  <T> T await(String what, Duration patience, Question<T> question)
      throws DemoException, InterruptedException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> answer = question.ask();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() >= deadlineNanos) {
        throw new DemoException(
            "Waited " + patience.toSeconds() + " s for " + what + " in vain; see " + log);
      }
      pause(POLL_INTERVAL);
    }
  }

  /**
   * Lets time pass.
   *
   * @throws DemoException when Tomcat ends in that time
   */
  void pause(Duration time) throws DemoException, InterruptedException {
    if (process.isPresent()) {
      try {
        process.get().onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        return;
      } catch (ExecutionException e) {
        throw new DemoException("Cannot watch Tomcat: " + e.getMessage());
      }
    }
    throw new DemoException("Tomcat has ended; see " + log);
  }
}

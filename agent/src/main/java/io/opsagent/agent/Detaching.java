package io.opsagent.agent;

import java.io.IOException;
import java.io.PrintStream;

/** Takes the agent out of the JVM, and then closes the loader that everything of it came from. */
final class Detaching implements Runnable {
  private final Runnable leaving;
  private final AgentLoader engine;
  private final PrintStream err;

  Detaching(Runnable leaving, AgentLoader engine, PrintStream err) {
    this.leaving = leaving;
    this.engine = engine;
    this.err = err;
  }

  @Override
  public void run() {
    try {
      leaving.run();
    } catch (Throwable t) {
      err.println("OpsAgent: could not be detached whole: " + OpsAgent.reasonOf(t));
    }
    try {
      engine.close();
    } catch (IOException e) {
      // Then the file stays open until the loader is collected.
    }
  }
}

package io.opsagent.server;

import io.opsagent.server.api.AgentSnapshot;
import java.util.List;

/** What is woven into the application, for the self page. Asked on server threads. */
public interface Attachments {

  /** The join points that were linked, each with its state. */
  List<AgentSnapshot.JoinPoint> joinPoints();

  /** What could not be attached to, and why. */
  List<AgentSnapshot.NotAttached> notAttached();

  /** How long each step of the start took. */
  List<AgentSnapshot.StartStep> startSteps();

  /**
   * Gives back the memory that only attaching needs, when nothing was attached for a minute. Called
   * by the thread of the cycle; must not wait.
   */
  void rest();
}

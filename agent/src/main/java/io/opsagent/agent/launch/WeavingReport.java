package io.opsagent.agent.launch;

import io.opsagent.server.Attachments;
import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.weaving.LinkedJoinPoint;
import io.opsagent.weaving.Weaving;
import java.util.ArrayList;
import java.util.List;

/** Tells the self page what is woven, from the weaving's own lists. */
final class WeavingReport implements Attachments {
  private final Weaving weaving;
  private final StartTimes times;

  WeavingReport(Weaving weaving, StartTimes times) {
    this.weaving = weaving;
    this.times = times;
  }

  @Override
  public List<AgentSnapshot.JoinPoint> joinPoints() {
    List<AgentSnapshot.JoinPoint> joinPoints = new ArrayList<>();
    for (LinkedJoinPoint linked : weaving.linker().linked()) {
      joinPoints.add(
          new AgentSnapshot.JoinPoint(
              linked.plugin() + ": " + linked.joinPoint() + " in " + linked.loader(),
              linked.isOff() ? "switched_off" : linked.isPluginOn() ? "attached" : "off",
              linked.failures(),
              linked.lastFailure()));
    }
    return joinPoints;
  }

  @Override
  public List<AgentSnapshot.NotAttached> notAttached() {
    List<AgentSnapshot.NotAttached> notAttached = new ArrayList<>();
    for (String problem : weaving.filter().problems()) {
      notAttached.add(notAttached(problem));
    }
    return notAttached;
  }

  /** A line of the filter, in two parts. */
  static AgentSnapshot.NotAttached notAttached(String problem) {
    int blank = problem.indexOf(' ');
    return new AgentSnapshot.NotAttached(
        blank < 0 ? problem : problem.substring(0, blank),
        blank < 0 ? "" : problem.substring(blank + 1));
  }

  @Override
  public List<AgentSnapshot.StartStep> startSteps() {
    List<AgentSnapshot.StartStep> steps = new ArrayList<>();
    times.millis().forEach((step, millis) -> steps.add(new AgentSnapshot.StartStep(step, millis)));
    return steps;
  }

  @Override
  public void rest() {
    weaving.rest();
  }
}

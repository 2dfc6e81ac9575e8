package io.opsagent.benchmarks.overhead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to run an application: without an agent, with ours in one of its modes, or with a peer.
 *
 * @param id word for the command line and for folders
 * @param title name in the tables
 * @param kind what has to be done for it
 * @param agentJar file name of the agent, relative to the folder of its kind; null without an agent
 * @param options JVM options, or agent arguments where the kind is {@link Kind#OPSAGENT}
 * @param fails whether failing requests and the start are measured, too; modes that differ only in
 *     what they keep of good requests start and fail like the default
 * @param note what it does for its cost, and what the configuration here leaves out
 */
record Variant(
    String id,
    String title,
    Kind kind,
    @Nullable String agentJar,
    List<String> options,
    boolean fails,
    String note) {

  /** How a variant is started. */
  enum Kind {
    NONE,
    OPSAGENT,
    OPSAGENT_OFF,
    PEER,
    JAVAMELODY
  }

  boolean isOpsAgent() {
    return kind == Kind.OPSAGENT || kind == Kind.OPSAGENT_OFF;
  }

  /** Whether each request is to become a row, so that a phase ends when all are written. */
  boolean isEveryRequestStored() {
    return kind == Kind.OPSAGENT && !options.contains(Variants.ONE_SECOND_BURST);
  }
}

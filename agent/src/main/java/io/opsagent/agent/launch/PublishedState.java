package io.opsagent.agent.launch;

import io.opsagent.weaving.Bridge;
import java.lang.instrument.Instrumentation;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the command line how the agent in this JVM is doing, through the JVM's agent properties:
 * what the attach API reads as {@code VirtualMachine.getAgentProperties}. They are no system
 * properties; the application does not meet them. Holds no secret, because every process of the
 * same user may read it.
 */
final class PublishedState {
  /** One of the words below. */
  static final String STATE = "opsagent.state";

  /** Where the API answers. */
  static final String URL = "opsagent.url";

  static final String VERSION = "opsagent.version";

  /** Why it failed, or what is left; empty if there is nothing to say. */
  static final String MESSAGE = "opsagent.message";

  static final String STARTING = "starting";
  static final String RUNNING = "running";
  static final String FAILED = "failed";
  static final String DETACHING = "detaching";
  static final String DETACHED = "detached";

  private static final Logger LOG = LoggerFactory.getLogger(PublishedState.class);
  private static final String PACKAGE = "jdk.internal.vm";

  private final Instrumentation instrumentation;
  private @Nullable Properties properties;
  private boolean tried;

  PublishedState(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Says it; on a JVM that has no such properties nothing happens. */
  synchronized void say(String state, String message, String url) {
    Properties target = properties();
    if (target != null) {
      target.setProperty(VERSION, AgentVersion.read());
      target.setProperty(URL, url);
      target.setProperty(MESSAGE, message.replace('\n', ' ').replace('\r', ' '));
      // Last: who reads it finds the rest.
      target.setProperty(STATE, state);
    }
  }

  private @Nullable Properties properties() {
    if (!tried) {
      tried = true;
      try {
        Bridge.openToUs(instrumentation, PACKAGE);
        properties =
            (Properties)
                Class.forName(PACKAGE + ".VMSupport", true, null)
                    .getMethod("getAgentProperties")
                    .invoke(null);
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.debug("This JVM has no agent properties; the command line will not know of us", e);
      }
    }
    return properties;
  }
}

package io.opsagent.server;

import io.opsagent.capture.Capture;
import io.opsagent.server.api.CaptureControl;
import io.opsagent.settings.Configuration;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What the operations runtime is given by the agent.
 *
 * @param configuration all settings
 * @param capture where exchanges come from
 * @param version of OpsAgent
 * @param attachments what is woven into the application
 * @param captureControl the live switches of capture
 * @param threads makes a daemon thread of a name and its work
 * @param console takes one line for the person who starts the application
 */
public record RuntimeEnvironment(
    Configuration configuration,
    Capture capture,
    String version,
    Attachments attachments,
    CaptureControl captureControl,
    BiFunction<String, Runnable, Thread> threads,
    Consumer<String> console) {}

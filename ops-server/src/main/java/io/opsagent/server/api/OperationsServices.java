package io.opsagent.server.api;

import io.opsagent.server.access.Access;
import io.opsagent.storage.ServiceLogRepository;
import java.util.function.Supplier;

/**
 * What the OperationsAPI answers from.
 *
 * @param serviceLogs the captured requests
 * @param agentReport the agent's own figures
 * @param captureControl the live switches of capture
 * @param readiness what must hold before the process is ready
 * @param logPrivacy what of a row is hidden, now
 * @param access who may enter
 */
public record OperationsServices(
    ServiceLogRepository serviceLogs,
    AgentReport agentReport,
    CaptureControl captureControl,
    ReadinessChecks readiness,
    Supplier<LogPrivacy> logPrivacy,
    Access access) {}

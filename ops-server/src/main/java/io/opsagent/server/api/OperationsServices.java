package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogRepository;

/**
 * What the OperationsAPI answers from.
 *
 * @param serviceLogs the captured requests
 * @param agentReport the agent's own figures
 * @param readiness what must hold before the process is ready
 */
public record OperationsServices(
    ServiceLogRepository serviceLogs, AgentReport agentReport, ReadinessChecks readiness) {}

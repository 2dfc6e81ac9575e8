package io.opsagent.server.api;

import io.opsagent.server.access.Access;
import io.opsagent.server.live.LiveLog;
import io.opsagent.server.metrics.MetricsExporter;
import io.opsagent.server.net.OpsCall;
import io.opsagent.server.nodes.NodeServices;
import io.opsagent.server.openapi.OpenApi;
import io.opsagent.server.runtime.RuntimeInspection;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.server.verdict.Verdict;
import io.opsagent.settings.Configuration;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.errors.ErrorRepository;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the OperationsAPI answers from.
 *
 * @param serviceLogs the captured requests
 * @param errors counts of exceptions
 * @param liveLog rows as they come
 * @param trafficHistory what was counted of all requests
 * @param openApi the document of the service
 * @param verdict one sentence on the service, now
 * @param settings what is in force, now
 * @param agentReport the agent's own figures
 * @param captureControl the live switches of capture
 * @param readiness what must hold before the process is ready
 * @param logPrivacy what of a row is hidden, now
 * @param access who may enter
 * @param nodes what requests run on, and saved filters
 * @param failedCalls takes each call of the API that failed; any thread, never waits
 * @param metrics what Prometheus scrapes
 * @param runtime threads, requests in work and heap of this process
 */
public record OperationsServices(
    ServiceLogRepository serviceLogs,
    ErrorRepository errors,
    LiveLog liveLog,
    TrafficHistory trafficHistory,
    OpenApi openApi,
    Supplier<Verdict> verdict,
    Supplier<Configuration> settings,
    AgentReport agentReport,
    CaptureControl captureControl,
    ReadinessChecks readiness,
    Supplier<LogPrivacy> logPrivacy,
    Access access,
    NodeServices nodes,
    Consumer<OpsCall> failedCalls,
    MetricsExporter metrics,
    RuntimeInspection runtime) {}

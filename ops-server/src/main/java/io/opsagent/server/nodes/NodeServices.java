package io.opsagent.server.nodes;

import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.resources.ResourceRepository;
import io.opsagent.storage.statements.StatementRepository;
import io.opsagent.storage.views.SavedViewRepository;
import io.opsagent.storage.workers.WorkerRepository;

/**
 * What is known of what requests run on.
 *
 * @param workers processes that write into the database
 * @param resources hosts, instances, databases and caches
 * @param liveness when a worker counts as connected
 * @param silentWorkers those that should be heard of and are not
 * @param views saved filters of the console
 * @param monitors what was measured
 * @param statements counts of what ran on databases
 */
public record NodeServices(
    WorkerRepository workers,
    ResourceRepository resources,
    WorkerLiveness liveness,
    SilentWorkers silentWorkers,
    SavedViewRepository views,
    MonitorRepository monitors,
    StatementRepository statements) {}

package io.opsagent.storage.workers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a process says it is.
 *
 * @param writer other than that of every other process ever, at most 64 characters
 * @param service name of the service
 * @param instance what tells instances of the service from each other, such as an address
 * @param server what tells hosts from each other
 * @param hostname its name, for people
 * @param index 0 to 255 if somebody chose it, or null for the first that is free
 * @param pid of the process
 * @param started when it started
 */
public record WorkerIdentity(
    String writer,
    String service,
    String instance,
    String server,
    String hostname,
    @Nullable Integer index,
    long pid,
    Instant started) {}

package io.opsagent.storage.workers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that writes or has written into the database.
 *
 * @param id its key
 * @param writer what rows of statistics name it
 * @param instanceId its instance
 * @param serverId its host
 * @param index among the workers of its instance, 0 to 255
 * @param pid on its host
 * @param started when it started
 * @param lastSeen when it last said that it lives
 * @param ended when it ended, or null while it lives
 */
public record Worker(
    long id,
    String writer,
    long instanceId,
    long serverId,
    int index,
    long pid,
    Instant started,
    Instant lastSeen,
    @Nullable Instant ended) {}

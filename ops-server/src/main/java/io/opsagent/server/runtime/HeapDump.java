package io.opsagent.server.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file with all objects of the heap.
 *
 * @param id seconds of its beginning, since 1970
 * @param path of the file on this machine
 * @param state {@code running}, {@code done} or {@code failed}
 * @param bytes of the file so far
 * @param createdAt its beginning
 * @param problem why it failed, or null
 */
public record HeapDump(
    long id, String path, String state, long bytes, Instant createdAt, @Nullable String problem) {}

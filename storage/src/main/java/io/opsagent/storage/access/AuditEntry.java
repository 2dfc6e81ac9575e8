package io.opsagent.storage.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, from where, and how it ended. Holds no secret.
 *
 * @param id its key; 0 before it is stored
 * @param time when
 * @param node the process that was asked, such as {@code web-1:4711}
 * @param subject who, such as {@code client-6xk3p9}, {@code local} or {@code anonymous}
 * @param ip from where
 * @param action what, such as {@code DELETE /v1/tokens/{id}}
 * @param target to which resource, or null
 * @param status HTTP status of the answer
 * @param detail one sentence, or null
 * @param requestId by which the agent's log names the request, or null
 */
public record AuditEntry(
    long id,
    Instant time,
    String node,
    String subject,
    String ip,
    String action,
    @Nullable String target,
    int status,
    @Nullable String detail,
    @Nullable String requestId) {}

package io.opsagent.storage.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A platform that may manage this node, or is about to (operations-api.md 4 and 5).
 *
 * @param id its key; 0 before it is stored
 * @param service name of the service that it manages
 * @param nodeId the node as the platform knows it; null until it is connected
 * @param ident name of the platform, at most 20 characters
 * @param url page of the node on the platform
 * @param baseUrl where the platform's API is
 * @param opsApi where the platform finds this node
 * @param publicKeyJson JWK that its tokens are verified with
 * @param initKey what proves the takeover; null once it was used
 * @param isLocal whether it manages callers of this machine only
 * @param isDisabled whether its tokens are refused
 * @param isConnected whether the takeover is done
 * @param dataJson a JSON object of all that is only stored, such as {@code backup_urls}
 * @param createdAt when it was stored
 * @param updatedAt when it was changed
 */
public record Supervisor(
    long id,
    String service,
    @Nullable String nodeId,
    @Nullable String ident,
    @Nullable String url,
    @Nullable String baseUrl,
    @Nullable String opsApi,
    @Nullable String publicKeyJson,
    @Nullable String initKey,
    boolean isLocal,
    boolean isDisabled,
    boolean isConnected,
    String dataJson,
    Instant createdAt,
    Instant updatedAt) {}

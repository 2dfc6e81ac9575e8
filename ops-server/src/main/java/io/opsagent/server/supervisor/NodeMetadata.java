package io.opsagent.server.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself in a handshake (operations-api.md 4.3, step 3).
 *
 * @param opsApi URL of its API
 * @param isLocal whether that is one of this machine
 * @param service its name
 * @param baseUrl URL of the application, or null
 * @param version of the application, or null
 * @param isProduction whether it is one of production
 */
public record NodeMetadata(
    String opsApi,
    boolean isLocal,
    String service,
    @Nullable String baseUrl,
    @Nullable String version,
    boolean isProduction) {
  /** Version of the protocol on the wire. */
  public static final String PROTOCOL_VERSION = "0.4.0";

  /** State of the protocol that this is; peers compare it as text (operations-api.md 13). */
  public static final String IMPLEMENTED_STATE = "2.8.1";

  JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ops_api", opsApi);
    json.put("name", service);
    json.put("base_url", baseUrl);
    json.putNull("title");
    json.put("description", "");
    json.put("version", version);
    json.put("spec_version", PROTOCOL_VERSION);
    json.put("production", isProduction);
    json.put("language", "java");
    json.put("language_version", System.getProperty("java.version"));
    json.put("utilmeta_version", IMPLEMENTED_STATE);
    return json;
  }
}

package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.opsagent.server.supervisor.NodeMetadata;
import java.util.List;

/**
 * What {@code GET /} answers (spec 1.3).
 *
 * @param utilmeta version of the protocol; clients tell by it that this is an OperationsAPI
 * @param service name of the service
 * @param timestamp milliseconds since the epoch
 * @param requires what a caller without token must bring
 */
@JsonPropertyOrder({"utilmeta", "service", "timestamp", "requires"})
record ServiceInfo(String utilmeta, String service, long timestamp, List<String> requires) {
  static ServiceInfo now(String service, List<String> requires) {
    return new ServiceInfo(
        NodeMetadata.PROTOCOL_VERSION, service, System.currentTimeMillis(), requires);
  }
}

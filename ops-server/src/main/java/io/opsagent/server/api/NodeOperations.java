package io.opsagent.server.api;

import java.util.List;

/** The routes on what requests run on and on saved filters, as the document has them. */
final class NodeOperations {
  private static final OwnSchema FREE = OwnSchema.map(OwnSchema.any());

  private static final OwnSchema NODE =
      OwnSchema.resource()
          .with(
              "kind",
              OwnSchema.oneOf("service", "server", "instance", "worker", "database", "cache"))
          .with("state", OwnSchema.oneOf("connected", "silent", "ended"))
          .with("since", OwnSchema.time())
          .with("facts", FREE)
          .with("children", OwnSchema.list(FREE));

  private static final OwnSchema VIEW =
      OwnSchema.resource()
          .with("page", OwnSchema.text())
          .with("filter", FREE)
          .with("owner", OwnSchema.text());

  private static final OwnSchema SUPERVISOR =
      OwnSchema.resource()
          .with("nodeID", OwnSchema.text().orNull())
          .with("url", OwnSchema.text().orNull())
          .with("baseURL", OwnSchema.text().orNull())
          .with("local", OwnSchema.bool())
          .with("disabled", OwnSchema.bool())
          .with("connected", OwnSchema.bool());

  private NodeOperations() {}

  static List<OwnOperation> all() {
    return List.of(
        OwnOperation.get(
            "/v1/resources",
            "What the requests of the service run on, as a tree with states.",
            NODE.withReach()),
        OwnOperation.get("/v1/views", "Saved filters, the newest first.", OwnSchema.page(VIEW))
            .paged()
            .parameter("page", OwnSchema.text(), "Only those of this page of the console."),
        OwnOperation.post(
            "/v1/views",
            "Saves a filter.",
            OwnSchema.object()
                .with("name", OwnSchema.text())
                .with("page", OwnSchema.text())
                .with("filter", FREE),
            "{\"name\": \"Failed\", \"page\": \"requests\", \"filter\": {\"status\": [\"5xx\"]}}",
            VIEW),
        OwnOperation.get("/v1/views/{id}", "One saved filter.", VIEW),
        OwnOperation.patch(
            "/v1/views/{id}",
            "Changes a saved filter of one's own.",
            OwnSchema.object()
                .withMaybe("name", OwnSchema.text())
                .withMaybe("page", OwnSchema.text())
                .withMaybe("filter", FREE),
            "{\"name\": \"Failed today\"}",
            VIEW),
        OwnOperation.delete("/v1/views/{id}", "Deletes a saved filter of one's own.", VIEW),
        OwnOperation.get(
                "/v1/supervisors",
                "Platforms that manage this node, the newest first.",
                OwnSchema.page(SUPERVISOR))
            .paged(),
        OwnOperation.post(
            "/v1/supervisors",
            "Connects this node to a platform, with the key that the platform gave.",
            OwnSchema.object()
                .with("url", OwnSchema.text())
                .with("key", OwnSchema.text())
                .withMaybe("serviceID", OwnSchema.text()),
            "{\"url\": \"URL\", \"key\": \"KEY\"}",
            SUPERVISOR),
        OwnOperation.delete(
            "/v1/supervisors/{id}",
            "Leaves a platform; its key comes in the header X-Access-Key.",
            SUPERVISOR),
        OwnOperation.get(
            "/v1/openapi",
            "This document.",
            OwnSchema.object()
                .with("openapi", OwnSchema.text())
                .with("info", FREE)
                .with("servers", OwnSchema.list(FREE))
                .with("paths", FREE)
                .with("components", FREE)
                .with("security", OwnSchema.list(FREE))));
  }
}

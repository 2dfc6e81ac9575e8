package io.opsagent.server.api;

import java.util.List;

/** The routes on who may enter and what was done, as the document has them. */
final class AccessOperations {
  private static final OwnSchema TEXTS = OwnSchema.list(OwnSchema.text());

  private static final OwnSchema SESSION =
      OwnSchema.resource()
          .with("kind", OwnSchema.text())
          .with("subject", OwnSchema.text())
          .with("scopes", TEXTS)
          .with("expiresAt", OwnSchema.time().orNull());

  private static final OwnSchema TOKEN =
      OwnSchema.resource()
          .with("kind", OwnSchema.oneOf("client", "session"))
          .with("subject", OwnSchema.text())
          .with("scopes", TEXTS)
          .with("ip", OwnSchema.text().orNull())
          .with("expiresAt", OwnSchema.time())
          .with("lastUsedAt", OwnSchema.time().orNull())
          .with("revokedAt", OwnSchema.time().orNull());

  private static final OwnSchema CLIENT =
      OwnSchema.resource()
          .with("clientID", OwnSchema.text())
          .with("scopes", TEXTS)
          .with("createdBy", OwnSchema.text())
          .with("expiresAt", OwnSchema.time().orNull())
          .with("revokedAt", OwnSchema.time().orNull());

  private static final OwnSchema USER =
      OwnSchema.resource().with("scopes", TEXTS).with("disabled", OwnSchema.bool());

  private static final OwnSchema ENTRY =
      OwnSchema.resource()
          .with("node", OwnSchema.text())
          .with("subject", OwnSchema.text())
          .with("ip", OwnSchema.text())
          .with("action", OwnSchema.text())
          .with("target", OwnSchema.text().orNull())
          .with("status", OwnSchema.integer())
          .with("detail", OwnSchema.text().orNull())
          .with("requestID", OwnSchema.text().orNull());

  private AccessOperations() {}

  static List<OwnOperation> all() {
    return List.of(
        OwnOperation.get("/v1/session", "Who is calling, and what he may do.", SESSION),
        OwnOperation.post(
                "/v1/session",
                "Signs in; the answer sets a cookie for 12 hours.",
                OwnSchema.object()
                    .with("name", OwnSchema.text())
                    .with("password", OwnSchema.text()),
                "{\"name\": \"NAME\", \"password\": \"PASSWORD\"}",
                SESSION)
            .answers(200, SESSION),
        OwnOperation.delete("/v1/session", "Signs out.", SESSION).answers(204, null),
        OwnOperation.get(
                "/v1/tokens",
                "Tokens and sessions that OpsAgent issued, the newest first.",
                OwnSchema.page(TOKEN))
            .paged()
            .parameter("subject", OwnSchema.text(), "Only those of this subject."),
        OwnOperation.delete(
                "/v1/tokens",
                "Revokes all tokens of a subject, or of everybody.",
                OwnSchema.object().with("revoked", OwnSchema.integer()))
            .parameter("subject", OwnSchema.text(), "Whose; this or all is required.")
            .parameter("all", OwnSchema.bool(), "true for everybody's."),
        OwnOperation.get("/v1/tokens/{id}", "One token; never its secret.", TOKEN),
        OwnOperation.delete("/v1/tokens/{id}", "Revokes one token.", TOKEN),
        OwnOperation.get(
                "/v1/clients", "Programs with a secret, the newest first.", OwnSchema.page(CLIENT))
            .paged(),
        OwnOperation.post(
            "/v1/clients",
            "Makes a program that may fetch tokens; the answer alone has its secret.",
            OwnSchema.object()
                .with("name", OwnSchema.text())
                .with("scopes", TEXTS)
                .withMaybe("expiresInSeconds", OwnSchema.integer()),
            "{\"name\": \"ci\", \"scopes\": [\"log.view\"], \"expiresInSeconds\": 3600}",
            CLIENT.with("clientSecret", OwnSchema.text())),
        OwnOperation.get("/v1/clients/{id}", "One program.", CLIENT),
        OwnOperation.delete("/v1/clients/{id}", "Revokes a program and its tokens.", CLIENT),
        OwnOperation.get("/v1/users", "People who sign in, the newest first.", OwnSchema.page(USER))
            .paged(),
        OwnOperation.post(
            "/v1/users",
            "Makes a person who signs in.",
            OwnSchema.object()
                .with("name", OwnSchema.text())
                .with("password", OwnSchema.text())
                .with("scopes", TEXTS),
            "{\"name\": \"NAME\", \"password\": \"PASSWORD\", \"scopes\": [\"log.view\"]}",
            USER),
        OwnOperation.get("/v1/users/{id}", "One person.", USER),
        OwnOperation.patch(
            "/v1/users/{id}",
            "Changes a person and ends his sessions.",
            OwnSchema.object()
                .withMaybe("password", OwnSchema.text())
                .withMaybe("scopes", TEXTS)
                .withMaybe("disabled", OwnSchema.bool()),
            "{\"disabled\": true}",
            USER),
        OwnOperation.delete("/v1/users/{id}", "Deletes a person and ends his sessions.", USER),
        OwnOperation.get(
                "/v1/audit",
                "Who did what, from where, and how it ended; the newest first.",
                OwnSchema.page(ENTRY)
                    .withReach()
                    .with("leftOut", OwnSchema.integer())
                    .with("waiting", OwnSchema.integer()))
            .paged()
            .parameter("subject", OwnSchema.text(), "Only what this subject did."));
  }
}

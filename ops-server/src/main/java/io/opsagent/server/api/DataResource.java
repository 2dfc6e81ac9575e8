package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code /data/...}: the tables of the application (spec 1.7 to 1.11). Which tables there are is
 * asked of who finds them; the calls refuse every model that is not among these.
 */
final class DataResource {
  private final Supplier<Set<String>> databases;
  private final Supplier<List<Object>> tables;

  /**
   * The calls.
   *
   * @param databases aliases of the databases of the application
   * @param tables what {@code /data/tables} lists
   */
  DataResource(Supplier<Set<String>> databases, Supplier<List<Object>> tables) {
    this.databases = databases;
    this.tables = tables;
  }

  /** Before everything else below {@code /data} (spec 1.1, step 4). */
  void checkAlias(Context ctx, Caller caller) {
    String alias = QueryParameters.parse(ctx.queryString()).text("using");
    if (alias != null && !databases.get().contains(alias)) {
      throw ApiException.badRequest("Invalid database alias: '" + ApiException.echo(alias) + "'");
    }
  }

  void tables(Context ctx) {
    Answers.send(ctx, Envelope.ofResult(tables.get()));
  }

  /** What the four calls check first: the body can be read, and the model is one of ours. */
  void call(Context ctx) {
    JsonNode body = ProtocolBody.decoded(ctx);
    if (body != null && !body.isObject()) {
      throw ProtocolBody.wrong("TypeError: invalid object: " + ApiException.echo(body.toString()));
    }
    String model = QueryParameters.parse(ctx.queryString()).text("model");
    if (model == null) {
      throw ApiException.badRequest("DataAPI: request.QueryParam('model') not provided");
    }
    throw ApiException.badRequest("Invalid model: " + ApiException.echo(model));
  }
}

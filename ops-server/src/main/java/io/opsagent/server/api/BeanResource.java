package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.runtime.RuntimeInspection;

/** {@code /v1/runtime/mbeans}: the management beans of this process, to be read only. */
final class BeanResource {
  private final RuntimeInspection inspection;

  BeanResource(RuntimeInspection inspection) {
    this.inspection = inspection;
  }

  void list(Context ctx) {
    Answers.send(ctx, RuntimeResource.answer(inspection::beans));
  }

  void attributes(Context ctx) {
    String name = QueryParameters.parse(ctx.queryString()).text("name");
    if (name == null) {
      throw ApiException.badParameter("required item: 'name' is absence");
    }
    try {
      Answers.send(
          ctx,
          RuntimeResource.answer(() -> inspection.bean(name))
              .orElseThrow(
                  () ->
                      ApiException.notFound("There is no bean " + ApiException.echo(name) + ".")));
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter(
          "name is '"
              + ApiException.echo(name)
              + "' (the name of one bean is allowed, such as java.lang:type=Memory)");
    }
  }
}

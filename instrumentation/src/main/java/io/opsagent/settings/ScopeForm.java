package io.opsagent.settings;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of a scope (operations-api.md 3.5), or {@code *} for all. */
final class ScopeForm implements TextForm {
  /** Every name; a test of the server holds it against the scopes that its routes ask for. */
  static final List<String> NAMES =
      Arrays.asList(
          "*",
          "api.view",
          "data.view",
          "data.query",
          "data.create",
          "data.update",
          "data.delete",
          "log.view",
          "log.delete",
          "metrics.view",
          "service.config",
          "service.delete",
          "token.view",
          "token.revoke",
          "action.execute",
          "stats.view",
          "errors.view",
          "verdict.view",
          "resources.view",
          "clients.manage",
          "users.manage",
          "settings.view",
          "switches.change",
          "views.edit",
          "agent.view",
          "audit.view",
          "runtime.view",
          "runtime.control");

  @Override
  public @Nullable String accept(String text) {
    return NAMES.contains(text) ? text : null;
  }
}

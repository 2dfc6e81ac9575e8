package io.opsagent.server.api;

import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller may do; every route that reads or changes something asks for one (spec 3.5, and one
 * for each of OpsAgent's own resources).
 */
public enum Scope implements RouteRole {
  API_VIEW("api.view"),
  DATA_VIEW("data.view"),
  DATA_QUERY("data.query"),
  DATA_CREATE("data.create"),
  DATA_UPDATE("data.update"),
  DATA_DELETE("data.delete"),
  LOG_VIEW("log.view"),
  LOG_DELETE("log.delete"),
  METRICS_VIEW("metrics.view"),
  SERVICE_CONFIG("service.config"),
  SERVICE_DELETE("service.delete"),
  TOKEN_VIEW("token.view"),
  TOKEN_REVOKE("token.revoke"),
  ACTION_EXECUTE("action.execute"),

  // OpsAgent's own resources; those on logs and tokens use the protocol's.
  STATS_VIEW("stats.view"),
  ERRORS_VIEW("errors.view"),
  VERDICT_VIEW("verdict.view"),
  RESOURCES_VIEW("resources.view"),
  CLIENTS_MANAGE("clients.manage"),
  USERS_MANAGE("users.manage"),
  SETTINGS_VIEW("settings.view"),
  SWITCHES_CHANGE("switches.change"),
  VIEWS_EDIT("views.edit"),
  AGENT_VIEW("agent.view"),
  AUDIT_VIEW("audit.view"),
  RUNTIME_VIEW("runtime.view"),
  RUNTIME_CONTROL("runtime.control");

  /** Grants every scope. */
  public static final String ALL = "*";

  private final String wireName;

  Scope(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire and in settings, such as {@code log.view}. */
  public String wireName() {
    return wireName;
  }

  /** Every name that a setting may use, {@code *} first. */
  static List<String> settingNames() {
    List<String> names = new ArrayList<>();
    names.add(ALL);
    for (Scope scope : values()) {
      names.add(scope.wireName);
    }
    return List.copyOf(names);
  }
}

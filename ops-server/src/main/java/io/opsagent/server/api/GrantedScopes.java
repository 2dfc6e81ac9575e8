package io.opsagent.server.api;

import java.util.List;

/** Which scopes a caller may give to a client or user: those that exist and that he has himself. */
final class GrantedScopes {
  private GrantedScopes() {}

  /**
   * Checks a list of scopes.
   *
   * @return it without repetitions
   * @throws ApiException 400 for an unknown one, 403 for one that the caller has not
   */
  static List<String> check(Caller caller, List<String> scopes) {
    if (scopes.isEmpty()) {
      throw ApiException.badRequest(
          "\"scopes\" is empty; send at least one of "
              + String.join(", ", Scope.settingNames())
              + ".");
    }
    for (String scope : scopes) {
      if (!Scope.settingNames().contains(scope)) {
        throw ApiException.badRequest(
            "\"scopes\" holds '"
                + ApiException.echo(scope)
                + "'; allowed are "
                + String.join(", ", Scope.settingNames())
                + ".");
      }
    }
    requireAll(caller, scopes);
    return scopes.stream().distinct().toList();
  }

  /** Nobody gives, or takes over, more than he has. */
  static void requireAll(Caller caller, List<String> scopes) {
    for (String scope : scopes) {
      if (!caller.has(scope)) {
        throw ApiException.permissionDenied(
            "You do not have the scope " + scope + " yourself, so you cannot give it.");
      }
    }
  }
}

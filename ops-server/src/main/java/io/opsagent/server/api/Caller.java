package io.opsagent.server.api;

import java.util.List;

/**
 * Who is calling, after authentication.
 *
 * @param scopes what was granted, in the words of the protocol
 */
record Caller(List<String> scopes) {
  boolean has(Scope scope) {
    return scopes.contains(Scope.ALL) || scopes.contains(scope.wireName());
  }
}

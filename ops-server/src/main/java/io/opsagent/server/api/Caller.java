package io.opsagent.server.api;

import io.opsagent.storage.access.Supervisor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, after authentication.
 *
 * @param kind by what he was let in
 * @param subject his name in the audit log: {@code local}, {@code client-6xk3p9}, a user, ...
 * @param scopes what was granted, in the words of the protocol
 * @param ip address of the client, behind trusted proxies
 * @param supervisor whose token it is; null for every other kind
 * @param tokenId of the session or token of our own; null for every other kind
 */
record Caller(
    Kind kind,
    String subject,
    List<String> scopes,
    String ip,
    @Nullable Supervisor supervisor,
    @Nullable Long tokenId) {

  /** By what a caller was let in. */
  enum Kind {
    /** He is on this machine, and the node is local. */
    LOCAL,
    /** He is in the private network and has the connection key. */
    PRIVATE,
    /** He can read the state file of this process. */
    OWNER,
    /** A supervisor gave him a token. */
    SUPERVISOR,
    /** A program with a token of ours. */
    CLIENT,
    /** A person who signed in. */
    USER
  }

  static Caller of(Kind kind, String subject, List<String> scopes, String ip) {
    return new Caller(kind, subject, scopes, ip, null, null);
  }

  boolean has(Scope scope) {
    return has(scope.wireName());
  }

  /** Whether he has a scope of this name; nobody has more than he was given. */
  boolean has(String scope) {
    return scopes.contains(Scope.ALL) || scopes.contains(scope);
  }
}

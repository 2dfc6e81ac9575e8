package io.opsagent.storage;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * What a running agent tells the command line on the same machine: where its API is and the key
 * that opens it. Everything in it is short; {@link AgentStateFile} refuses what is not.
 *
 * @param pid process id
 * @param url address of the API, on the loopback interface
 * @param started start of the agent
 * @param key 256 random bits as base64url without padding, 43 characters; whoever has it may do
 *     everything
 * @param version release of the agent
 * @param service name of the service
 */
public record AgentState(
    long pid, String url, Instant started, String key, String version, String service) {
  private static final int KEY_BYTES = 32;

  /** A new key. Waits for the operating system's random numbers; any thread. */
  public static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "AgentState[pid="
        + pid
        + ", url="
        + url
        + ", started="
        + started
        + ", version="
        + version
        + ", service="
        + service
        + "]";
  }
}

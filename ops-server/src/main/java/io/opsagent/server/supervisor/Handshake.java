package io.opsagent.server.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.access.PublicJwk;
import io.opsagent.server.access.SupervisorRegistration;
import io.opsagent.server.access.SupervisorRegistration.RefusedException;
import io.opsagent.server.access.SupervisorRegistration.Takeover;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The node's side of connecting to a supervisor and of leaving it (operations-api.md 4.3, 4.4). One
 * at a time; the supervisor calls this node back meanwhile. Any thread; waits for the supervisor
 * and for the database.
 */
public final class Handshake {
  private static final String ACCESS_KEY = "X-Access-Key";

  private final SupervisorRepository supervisors;
  private final SupervisorRegistration registration;
  private final SupervisorClient client;
  private final NodeMetadata metadata;
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();

  /** Handshakes of one node. */
  public Handshake(
      SupervisorRepository supervisors,
      SupervisorRegistration registration,
      SupervisorClient client,
      NodeMetadata metadata,
      Clock clock) {
    this.supervisors = supervisors;
    this.registration = registration;
    this.client = client;
    this.metadata = metadata;
    this.clock = clock;
  }

  /**
   * Connects. If it is connected already, nothing is sent.
   *
   * @param url of the supervisor's API
   * @param accessKey RSA public JWK as JSON or base64, which the platform gave to a person
   * @param serviceId what the platform calls the service, or null
   * @return the record, connected
   */
  public Supervisor connect(String url, String accessKey, @Nullable String serviceId)
      throws SupervisorCallException {
    if (!running.tryLock()) {
      throw SupervisorCallException.refused(
          "Another handshake is under way; try again when it is done.");
    }
    try {
      return connectAlone(url, accessKey, serviceId);
    } finally {
      running.unlock();
    }
  }

  private Supervisor connectAlone(String url, String accessKey, @Nullable String serviceId)
      throws SupervisorCallException {
    PublicJwk key =
        PublicJwk.parse(accessKey)
            .orElseThrow(
                () ->
                    SupervisorCallException.refused(
                        "The key is no public JWK; send it as JSON, or base64 of that."));
    if (metadata.isProduction() && metadata.isLocal()) {
      throw SupervisorCallException.refused(
          "This node is one of production, and its URL "
              + metadata.opsApi()
              + " is of this machine, where no platform finds it. Set route to the URL that it is"
              + " reached by.");
    }
    Optional<Supervisor> known = known(url);
    if (known.isPresent() && known.get().isConnected()) {
      return known.get();
    }
    Supervisor waiting = known.isPresent() ? await(known.get(), key) : insert(url, key);
    boolean isDone = false;
    try {
      Supervisor connected = exchange(waiting, url, key, serviceId);
      isDone = true;
      supervisors.adoptRows(connected.service(), String.valueOf(connected.nodeId()));
      return connected;
    } finally {
      if (!isDone) {
        // Its key must not let anybody in later.
        supervisors.delete(waiting.id());
      }
    }
  }

  private Optional<Supervisor> known(String url) {
    return supervisors.list(metadata.service()).stream()
        .filter(one -> url.equals(one.baseUrl()) && metadata.opsApi().equals(one.opsApi()))
        .findFirst();
  }

  private Supervisor insert(String url, PublicJwk key) throws SupervisorCallException {
    Instant now = clock.instant();
    try {
      return supervisors.insert(
          new Supervisor(
              0,
              metadata.service(),
              null,
              null,
              null,
              url,
              metadata.opsApi(),
              null,
              key.json(),
              false,
              false,
              false,
              "{}",
              now,
              now));
    } catch (IllegalStateException e) {
      throw SupervisorCallException.refused(String.valueOf(e.getMessage()));
    }
  }

  private Supervisor await(Supervisor stored, PublicJwk key) {
    Supervisor waiting = withInitKey(stored, key.json());
    supervisors.update(waiting, null);
    return waiting;
  }

  private Supervisor withInitKey(Supervisor stored, @Nullable String initKey) {
    return new Supervisor(
        stored.id(),
        stored.service(),
        stored.nodeId(),
        stored.ident(),
        stored.url(),
        stored.baseUrl(),
        stored.opsApi(),
        stored.publicKeyJson(),
        initKey,
        stored.isLocal(),
        stored.isDisabled(),
        stored.isConnected(),
        stored.dataJson(),
        stored.createdAt(),
        clock.instant());
  }

  private Supervisor exchange(
      Supervisor waiting, String url, PublicJwk key, @Nullable String serviceId)
      throws SupervisorCallException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ACCESS_KEY, key.json());
    if (serviceId != null) {
      headers.put("X-Service-ID", serviceId);
    }
    SupervisorClient.Answer answer = client.call("POST", url, headers, metadata.json(), key);
    if (!answer.isGood()) {
      throw SupervisorCallException.failed(
          "The supervisor at " + url + " did not take this node: " + answer.words() + ".");
    }
    if (answer.result().isObject()) {
      // It could not call this node, so what it would have sent is here.
      save(answer.result(), url);
    }
    return supervisors
        .find(waiting.id())
        .filter(one -> one.isConnected() && one.nodeId() != null)
        .filter(one -> one.isLocal() || one.publicKeyJson() != null)
        .orElseThrow(
            () ->
                SupervisorCallException.failed(
                    "The supervisor at "
                        + url
                        + " answered, but did not finish the handshake at "
                        + metadata.opsApi()
                        + "; is this node reached there?"));
  }

  private void save(JsonNode data, String url) throws SupervisorCallException {
    List<String> backups = new ArrayList<>();
    data.path("backup_urls").forEach(one -> backups.add(one.asText()));
    String publicKey = data.path("public_key").isNull() ? "" : data.path("public_key").asText();
    try {
      registration.takeOver(
          new Takeover(
              data.path("node_id").asText(),
              data.path("ops_api").asText(metadata.opsApi()),
              data.path("ident").asText(),
              data.path("url").asText(null),
              publicKey.isEmpty() ? null : publicKey,
              data.path("base_url").asText(null),
              backups,
              data.path("init_key").asText(null),
              data.path("local").asBoolean()));
    } catch (RefusedException e) {
      throw SupervisorCallException.failed(
          "The supervisor at " + url + " sent a record that cannot be: " + e.getMessage() + ".");
    }
  }

  /**
   * Leaves a supervisor. Its record goes when it says that the node is gone, and stays as it was
   * otherwise.
   *
   * @param accessKey as in {@link #connect}
   */
  public void leave(Supervisor stored, String accessKey) throws SupervisorCallException {
    PublicJwk key =
        PublicJwk.parse(accessKey)
            .orElseThrow(
                () ->
                    SupervisorCallException.refused(
                        "The key is no public JWK; send it as JSON, or base64 of that."));
    String node = String.valueOf(stored.nodeId());
    // The mark that lets the supervisor delete its record here.
    supervisors.update(withInitKey(stored, null), null);
    boolean isGone = false;
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put(ACCESS_KEY, key.json());
      headers.put("X-Node-ID", node);
      if (stored.publicKeyJson() != null) {
        headers.put("X-Node-Key", stored.publicKeyJson());
      }
      SupervisorClient.Answer answer =
          client.call("DELETE", String.valueOf(stored.baseUrl()), headers, null, key);
      boolean isUnknown = answer.envelope().path("state").asText().equals("node_not_exists");
      if (!isUnknown && !(answer.isGood() && answer.result().asText().equals(node))) {
        throw SupervisorCallException.failed(
            "The supervisor at "
                + stored.baseUrl()
                + " did not delete the node: "
                + answer.words()
                + ".");
      }
      isGone = true;
      registration.delete(stored);
    } finally {
      if (!isGone) {
        supervisors.update(stored, null);
      }
    }
  }
}

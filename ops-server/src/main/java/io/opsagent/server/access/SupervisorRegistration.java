package io.opsagent.server.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorRepository;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the record of a supervisor comes to be one that lets people in, and how it goes
 * (operations-api.md 1.4, 1.6, 4.3). Any thread; waits for the database and throws {@link
 * io.opsagent.storage.StorageException}.
 */
public final class SupervisorRegistration {
  private final SupervisorRepository supervisors;
  private final String service;
  private final boolean isLocalNode;
  private final Clock clock;

  /**
   * Registration at one node.
   *
   * @param service that the node is
   * @param isLocalNode whether the node's own URL is of this machine; only then a supervisor may be
   *     one for this machine
   */
  public SupervisorRegistration(
      SupervisorRepository supervisors, String service, boolean isLocalNode, Clock clock) {
    this.supervisors = supervisors;
    this.service = service;
    this.isLocalNode = isLocalNode;
    this.clock = clock;
  }

  /**
   * What a supervisor sends to take over.
   *
   * @param nodeId the node as it knows it
   * @param opsApi where it finds this node
   * @param ident its name
   * @param url page of the node
   * @param publicKey JWK that its tokens are verified with
   * @param baseUrl where its API is; must be what was stored
   * @param backupUrls further ones
   * @param initKey what proves the takeover
   * @param isLocal whether it is one for callers of this machine
   */
  public record Takeover(
      String nodeId,
      String opsApi,
      String ident,
      @Nullable String url,
      @Nullable String publicKey,
      @Nullable String baseUrl,
      List<String> backupUrls,
      @Nullable String initKey,
      boolean isLocal) {
    /** Copies the list. */
    public Takeover {
      backupUrls = List.copyOf(backupUrls);
    }

    /** Without the keys. */
    @Override
    public String toString() {
      return "Takeover[nodeId=" + nodeId + ", ident=" + ident + ", baseUrl=" + baseUrl + "]";
    }
  }

  /** Why a takeover was refused. */
  public enum Refusal {
    /** No key was sent. */
    NO_KEY,
    /** Something in it cannot be. */
    WRONG,
    /** No record waits for this key. */
    NOT_FOUND,
    /** It contradicts what is stored. */
    CONFLICT
  }

  /** A takeover was refused; the message is the text of the answer. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;

    RefusedException(Refusal refusal, String message) {
      super(message, null, false, false);
      this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
      return refusal;
    }
  }

  /**
   * Turns the record that waits for a key into one that is connected. The key is erased in the same
   * statement, so that it works once, however many try at the same time.
   *
   * @return the record afterwards
   */
  public Supervisor takeOver(Takeover takeover) throws RefusedException {
    String key = takeover.initKey();
    if (key == null || key.isBlank()) {
      throw new RefusedException(Refusal.NO_KEY, "Missing init_key for supervisor to be saved");
    }
    Supervisor stored = waiting(key).orElseThrow(SupervisorRegistration::notFound);
    String baseUrl = takeover.baseUrl();
    if (baseUrl == null || !baseUrl.equals(stored.baseUrl())) {
      throw new RefusedException(Refusal.CONFLICT, "Supervisor base_url conflicted");
    }
    boolean isTaken =
        supervisors.list(service).stream()
            .anyMatch(
                other ->
                    other.id() != stored.id()
                        && takeover.nodeId().equals(other.nodeId())
                        && baseUrl.equals(other.baseUrl()));
    if (isTaken) {
      throw new RefusedException(
          Refusal.CONFLICT, "Supervisor with this base_url and node_id exists");
    }
    Supervisor connected = connected(stored, takeover);
    if (!supervisors.update(connected, stored.initKey())) {
      throw notFound();
    }
    return supervisors.find(stored.id()).orElseThrow(SupervisorRegistration::notFound);
  }

  private static RefusedException notFound() {
    return new RefusedException(Refusal.NOT_FOUND, "Supervisor not found or disabled");
  }

  private Optional<Supervisor> waiting(String key) {
    return supervisors.list(service).stream()
        .filter(one -> !one.isDisabled())
        .filter(one -> one.initKey() != null && PublicJwk.isSame(one.initKey(), key))
        .findFirst();
  }

  private Supervisor connected(Supervisor stored, Takeover takeover) throws RefusedException {
    String publicKey = takeover.publicKey();
    if (publicKey != null && PublicJwk.parse(publicKey).isEmpty()) {
      throw new RefusedException(
          Refusal.WRONG, "parse item: ['data'] failed: 'public_key' is no public JWK");
    }
    if (takeover.isLocal() && !isLocalNode) {
      throw new RefusedException(
          Refusal.WRONG,
          "parse item: ['data'] failed: 'local' is true, and the node's own URL is not local");
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    var backups = data.putArray("backup_urls");
    takeover.backupUrls().forEach(backups::add);
    return new Supervisor(
        stored.id(),
        stored.service(),
        takeover.nodeId(),
        takeover.ident(),
        takeover.url(),
        stored.baseUrl(),
        takeover.opsApi(),
        // Only the public part, whatever was sent.
        PublicJwk.parse(publicKey).map(PublicJwk::json).orElse(null),
        null,
        takeover.isLocal(),
        false,
        true,
        data.toString(),
        stored.createdAt(),
        clock.instant());
  }

  /** Removes a record and its tokens; what belonged to its node belongs to the service again. */
  public void delete(Supervisor supervisor) {
    supervisors.delete(supervisor.id());
    String node = supervisor.nodeId();
    if (node != null && !isKnown(node)) {
      supervisors.releaseRows(node);
    }
  }

  private boolean isKnown(String node) {
    return supervisors.list(service).stream().anyMatch(other -> node.equals(other.nodeId()));
  }
}

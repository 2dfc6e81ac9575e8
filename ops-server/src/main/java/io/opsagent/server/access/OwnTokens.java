package io.opsagent.server.access;

import io.opsagent.storage.StorageException;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.TokenRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opaque tokens that OpsAgent itself issues, to clients and to users that sign in. What the
 * database says of a token is believed for five seconds, so a revocation counts on every node
 * within that time, and here at once. While the database does not answer, a token that was seen in
 * use keeps working for five minutes. Any thread.
 */
public final class OwnTokens {
  /** How long a node may go on believing in a token that another one revoked. */
  static final Duration BELIEVED = Duration.ofSeconds(5);

  /** How long a token works on while the database is away. */
  static final Duration BELIEVED_WHILE_AWAY = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(OwnTokens.class);
  private static final int MAX_KNOWN = 1_000;
  private static final int MAX_UNKNOWN = 500;
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private final TokenRepository tokens;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known = bounded(MAX_KNOWN);

  /**
   * Apart from the others, so that guessing does not push out what works while the database is
   * away.
   */
  private final Map<String, Known> unknown = bounded(MAX_UNKNOWN);

  /** Counts revocations: what was read before one must not be believed after it. */
  private long revocations;

  /** Over a repository, with an empty memory. */
  public OwnTokens(TokenRepository tokens, Clock clock) {
    this(tokens, clock, System::nanoTime);
  }

  OwnTokens(TokenRepository tokens, Clock clock, LongSupplier nanoTime) {
    this.tokens = tokens;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * A new token and its text, which is nowhere else.
   *
   * @param stored what is kept of it
   * @param secret what the caller gets; shown once
   */
  public record Issued(AccessToken stored, String secret) {}

  /**
   * Makes a token.
   *
   * @param expiresAt at the latest
   */
  public Issued issue(
      AccessToken.Kind kind,
      String subject,
      String name,
      List<String> scopes,
      String ip,
      Instant expiresAt) {
    String secret =
        Secret.create(kind == AccessToken.Kind.SESSION ? Secret.SESSION : Secret.ACCESS_TOKEN);
    AccessToken draft =
        new AccessToken(0, kind, subject, name, scopes, ip, clock.instant(), expiresAt, null, null);
    return new Issued(tokens.insert(draft, Secret.hash(secret)), secret);
  }

  /**
   * The token behind a text, if it counts.
   *
   * @throws StorageException when the database does not answer and the token was not seen lately
   */
  public Optional<AccessToken> verify(String secret) {
    String hash = Secret.hash(secret);
    Known remembered = remembered(hash);
    if (remembered != null && isYoung(remembered, BELIEVED)) {
      return usable(remembered);
    }
    long revocationsBefore = revocations();
    Known read;
    try {
      read = new Known(tokens.findByHash(hash).orElse(null), nanoTime.getAsLong());
      noteUse(read.token());
    } catch (StorageException e) {
      if (remembered != null && isYoung(remembered, BELIEVED_WHILE_AWAY)) {
        return usable(remembered);
      }
      throw e;
    }
    remember(hash, read, revocationsBefore);
    return usable(read);
  }

  private Optional<AccessToken> usable(Known entry) {
    AccessToken token = entry.token();
    return token != null && token.isUsable(clock.instant()) ? Optional.of(token) : Optional.empty();
  }

  private boolean isYoung(Known entry, Duration maxAge) {
    return nanoTime.getAsLong() - entry.readNanos() < maxAge.toNanos();
  }

  private void noteUse(@Nullable AccessToken token) {
    Instant now = clock.instant();
    if (token == null || !token.isUsable(now)) {
      return;
    }
    Instant last = token.lastUsedAt();
    if (last == null || last.plus(USE_NOTED_EVERY).isBefore(now)) {
      try {
        tokens.used(token.id(), now);
      } catch (StorageException e) {
        LOG.debug("The use of a token was not noted", e);
      }
    }
  }

  /** Revokes one; returns whether it was there and counted. */
  public boolean revoke(long id) {
    boolean revoked = tokens.revoke(id, clock.instant());
    forget();
    return revoked;
  }

  /**
   * Revokes all of a subject, or of everybody for {@link TokenRepository#ALL}; returns how many.
   */
  public int revokeSubject(String subject) {
    int revoked = tokens.revokeSubject(subject, clock.instant());
    forget();
    return revoked;
  }

  /** Revokes those of a client or user that changes or goes. */
  public void revokeOwn(String subject) {
    tokens.revokeOwn(subject, clock.instant());
    forget();
  }

  private synchronized @Nullable Known remembered(String hash) {
    Known found = known.get(hash);
    return found == null ? unknown.get(hash) : found;
  }

  private synchronized long revocations() {
    return revocations;
  }

  private synchronized void remember(String hash, Known entry, long revocationsBefore) {
    if (revocations == revocationsBefore) {
      if (entry.token() == null) {
        known.remove(hash);
        unknown.put(hash, entry);
      } else {
        unknown.remove(hash);
        known.put(hash, entry);
      }
    }
  }

  private synchronized void forget() {
    revocations++;
    known.clear();
    unknown.clear();
  }

  private static Map<String, Known> bounded(int max) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
        return size() > max;
      }
    };
  }

  private record Known(@Nullable AccessToken token, long readNanos) {}
}

package io.opsagent.capture;

import java.util.concurrent.atomic.LongAdder;

/**
 * A Redis server that the application talks to, and what was counted of that. Any thread; without
 * locks. Refers to no object of the application.
 */
public final class RedisServer {
  private final String host;
  private final int port;
  private final LongAdder commands = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder timed = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private volatile RedisLogin login = RedisLogin.NONE;
  private volatile boolean loginWanted = true;

  RedisServer(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Its name or address as the application's client writes it. */
  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  boolean is(String otherHost, int otherPort) {
    return port == otherPort && host.equals(otherHost);
  }

  /** Counts a command. */
  public void sent() {
    commands.increment();
  }

  /** Counts an answer that the application's thread waited for. */
  public void answered(long waitedNanos) {
    timed.increment();
    nanos.add(waitedNanos);
  }

  /** Counts a command that failed. */
  public void failed() {
    errors.increment();
  }

  /** Whether a binding that knows a login should say it: at first, and after it was refused. */
  public boolean isLoginWanted() {
    return loginWanted;
  }

  /** Takes the login of the application's client. */
  public void login(RedisLogin known) {
    loginWanted = false;
    login = known;
  }

  /** Asks for the login again, since the one known is refused. */
  public void forgetLogin() {
    loginWanted = true;
  }

  /** How the application's client gets in. */
  public RedisLogin login() {
    return login;
  }

  /** Commands since it was first seen. */
  public long commands() {
    return commands.sum();
  }

  /** Commands that failed since it was first seen. */
  public long errors() {
    return errors.sum();
  }

  /** Answers that a thread of the application waited for. */
  public long timed() {
    return timed.sum();
  }

  /** Time that threads of the application waited for these answers, nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }
}

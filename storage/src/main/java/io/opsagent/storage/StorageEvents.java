package io.opsagent.storage;

/**
 * Hears of what an operator should know and what is not the failure of a call: a damaged file that
 * was set aside, a database that is back. Called from the thread that noticed it, rarely; must not
 * throw and must not call the database.
 */
@FunctionalInterface
public interface StorageEvents {

  /** One line for the agent's log, in plain words, without any row or secret. */
  void notice(String line);
}

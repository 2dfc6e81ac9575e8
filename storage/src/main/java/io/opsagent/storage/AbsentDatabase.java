package io.opsagent.storage;

/** No database at all, because the settings name none: every task fails with the reason. */
final class AbsentDatabase implements DatabaseAccess {
  private final String reason;

  AbsentDatabase(String reason) {
    this.reason = reason;
  }

  @Override
  public <T> T use(String task, Work<T> work) {
    throw new DatabaseAwayException("Could not " + task + " the operations database. " + reason);
  }

  @Override
  public <T> T inTransaction(String task, Work<T> work) {
    return use(task, work);
  }

  @Override
  public String problem() {
    return reason;
  }

  @Override
  public void close() {}
}

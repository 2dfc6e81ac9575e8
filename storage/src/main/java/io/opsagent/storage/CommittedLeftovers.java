package io.opsagent.storage;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.h2.engine.Database;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionStore;

/**
 * Ends the transactions that a killed process had committed, but whose log it had not worked off:
 * H2 does so while it opens a file, but 2.5.252 leaves it out for those that are committed ({@code
 * Transaction.commit} takes them for ended). Their rows would not be seen, would stay locked, and
 * the log would stay in the file for ever.
 */
final class CommittedLeftovers {
  private CommittedLeftovers() {}

  /**
   * Ends them. To be called directly after the opening, before the first statement.
   *
   * @return how many there were
   * @throws IllegalStateException when this H2 is another one than ours
   */
  static int end(Database engine) {
    TransactionStore store = engine.getStore().getTransactionStore();
    List<Transaction> leftovers = new ArrayList<>();
    for (Transaction transaction : store.getOpenTransactions()) {
      if (transaction.getStatus() == Transaction.STATUS_COMMITTED) {
        leftovers.add(transaction);
      }
    }
    if (!leftovers.isEmpty()) {
      try {
        Method commit = method("commit", Transaction.class, boolean.class);
        Method end = method("endTransaction", Transaction.class, boolean.class);
        for (Transaction transaction : leftovers) {
          commit.invoke(store, transaction, true);
          end.invoke(store, transaction, true);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("H2 cannot end a committed transaction", e);
      }
    }
    return leftovers.size();
  }

  private static Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
    Method method = TransactionStore.class.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }
}

package io.opsagent.contract;

/**
 * One case of docs/spec/instrumentation.md section 7. Immutable.
 *
 * @param number as there
 * @param title as there, shortened
 * @param slow whether it mostly waits; slow cases run beside the others
 * @param script what is sent, to any server
 */
public record ContractCase(int number, String title, boolean slow, Script script) {

  /** What a case does with one server. The same bytes must be sent in every run. */
  @FunctionalInterface
  public interface Script {
    /**
     * Sends and reads.
     *
     * @throws Exception if the conversation could not be held; the case has failed then
     */
    void run(Conversation conversation) throws Exception;
  }

  /** A case that is over in a moment. */
  public static ContractCase of(int number, String title, Script script) {
    return new ContractCase(number, title, false, script);
  }

  /** A case that waits: for time outs, or for a client that is slow on purpose. */
  public static ContractCase slow(int number, String title, Script script) {
    return new ContractCase(number, title, true, script);
  }

  @Override
  public String toString() {
    return number + " " + title;
  }
}

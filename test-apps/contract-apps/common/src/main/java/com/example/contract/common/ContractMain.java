package com.example.contract.common;

import java.util.logging.LogManager;

/** What the main classes have in common (test-apps/contract/README.md). */
public final class ContractMain {
  private static final int MAX_PORT = 65_535;

  private ContractMain() {}

  /**
   * The port out of the command line.
   *
   * @return 0 for any free port, also without argument
   * @throws IllegalArgumentException if it is no number from 0 to 65535
   */
  public static int port(String[] arguments) {
    if (arguments.length == 0) {
      return 0;
    }
    int port = Integer.parseInt(arguments[0]);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "port is '" + arguments[0] + "', allowed is 0 (any) to " + MAX_PORT);
    }
    return port;
  }

  /** Keeps {@code java.util.logging} from standard error: an application says only one line. */
  public static void silence() {
    LogManager.getLogManager().reset();
  }

  /**
   * Says on standard output that connections are accepted.
   *
   * @param tlsPort 0 for none
   */
  public static void accepts(int port, int tlsPort) {
    if (tlsPort != 0) {
      System.out.println("contract application on TLS port " + tlsPort);
    }
    System.out.println("contract application on port " + port);
  }
}

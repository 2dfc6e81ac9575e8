package io.opsagent.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * What {@code ./demo} tells the visitor.
 *
 * @param shop base address of the shop, without a slash at its end
 * @param defaultOps where the OperationsAPI is unless the agent says something else in the log
 * @param log file with all that Tomcat prints
 * @param tomcatPid process to watch
 * @param once whether to end after the first look instead of going on until Ctrl-C
 * @param slowCheckout whether the checkout becomes slow after a while, for somebody to find out why
 */
record DemoOptions(
    URI shop, URI defaultOps, Path log, long tomcatPid, boolean once, boolean slowCheckout) {
  private static final int MIN_ARGUMENTS = 4;

  static DemoOptions parse(String[] arguments) throws DemoException {
    if (arguments.length < MIN_ARGUMENTS) {
      throw new DemoException(
          "Usage: demo SHOP_URL OPERATIONS_URL TOMCAT_LOG TOMCAT_PID [--once] [--slow-checkout];"
              + " start it as ./demo");
    }
    boolean once = false;
    boolean slowCheckout = false;
    for (int i = MIN_ARGUMENTS; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--once" -> once = true;
        case "--slow-checkout" -> slowCheckout = true;
        default ->
            throw new DemoException(
                "Unknown option " + arguments[i] + "; there are --once and --slow-checkout");
      }
    }
    try {
      return new DemoOptions(
          URI.create(arguments[0]),
          URI.create(arguments[1]),
          Path.of(arguments[2]),
          Long.parseLong(arguments[3]),
          once,
          slowCheckout);
    } catch (IllegalArgumentException e) {
      throw new DemoException("Wrong argument: " + e.getMessage());
    }
  }
}

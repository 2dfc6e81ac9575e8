package io.opsagent.testapps.tomcat;

/** An application that is no server: says what it was told and ends with the given exit code. */
final class PlainMain {
  private PlainMain() {}

  /**
   * Prints the first argument; with a second one, ends by {@code System.exit} with that code, else
   * by returning.
   */
  public static void main(String[] arguments) {
    System.out.println(arguments[0]);
    if (arguments.length > 1) {
      System.exit(Integer.parseInt(arguments[1]));
    }
  }
}

package io.opsagent.agent.launch;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** A password from the console, without echo, or from the first line of standard input. */
final class PasswordInput implements Callable<String> {

  /**
   * Waits for the password.
   *
   * @throws IOException when nothing comes
   */
  @Override
  public String call() throws IOException {
    Console console = System.console();
    if (console != null && isTerminal(console)) {
      char[] password = console.readPassword("Password: ");
      if (password == null) {
        throw new IOException("nothing was typed");
      }
      return new String(password);
    }
    // Not closed: it is not ours.
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("standard input is empty");
    }
    return line;
  }

  /** From JDK 22 on there is a console even where the input is a pipe. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}

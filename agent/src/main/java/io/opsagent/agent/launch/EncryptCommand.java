package io.opsagent.agent.launch;

import io.opsagent.settings.DatabaseKeys;
import io.opsagent.storage.PasswordKey;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the password of the operations database unreadable in the properties file. */
@Command(
    name = "encrypt",
    mixinStandardHelpOptions = true,
    description = {
      "Encrypts the password of the operations database, which it asks for or reads from standard"
          + " input, and prints the lines for the properties file.",
      "Keep the key file where only the user of the application can read it."
    })
final class EncryptCommand implements Callable<Integer> {
  private final Callable<String> password;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "File of the key; it is made, open to its owner only, if there is none.")
  private @Nullable File keyFile;

  /**
   * The command.
   *
   * @param password where the password comes from
   */
  EncryptCommand(Callable<String> password) {
    this.password = password;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    File file = Objects.requireNonNull(keyFile).getAbsoluteFile();
    try {
      String clear = password.call();
      if (clear.isEmpty()) {
        err.println("The password is empty; type one, or write it to standard input.");
        return 1;
      }
      String encrypted = PasswordKey.openOrCreate(file).encrypt(clear);
      out.println(DatabaseKeys.PASSWORD_ENCRYPTED + " = " + encrypted);
      // The one character that a properties file reads otherwise.
      out.println(DatabaseKeys.KEY_FILE + " = " + file.getPath().replace("\\", "\\\\"));
      return 0;
    } catch (NoSuchFileException e) {
      err.println("The folder of " + file + " does not exist; make it, or name another file.");
      return 1;
    } catch (AccessDeniedException e) {
      err.println("The key file " + file + " cannot be opened: permission denied.");
      return 1;
    } catch (IOException e) {
      err.println("The password was not encrypted: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }
}

package io.opsagent.storage.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another JVM with the class path of the tests; killed when it is closed. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a JVM in this working directory. */
  public static ChildJvm start(Class<?> main, String... args) throws IOException {
    String classPath = System.getProperty("java.class.path");
    return start(new File("."), Map.of(), List.of(), classPath, main, args);
  }

  /**
   * Starts a JVM.
   *
   * @param directory its working directory
   * @param environment added to that of this process
   * @param options of the JVM
   * @param classPath of the application
   */
  public static ChildJvm start(
      File directory,
      Map<String, String> environment,
      List<String> options,
      String classPath,
      Class<?> main,
      String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Xmx128m");
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory);
    builder.redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start());
  }

  /** The next line of its output that begins so, without that beginning. */
  public String await(String beginning) throws IOException {
    StringBuilder before = new StringBuilder();
    for (@Nullable String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      before.append(line).append('\n');
    }
    throw new IOException("The process ended before it said '" + beginning + "':\n" + before);
  }

  /** All that it says until it ends. */
  public List<String> awaitEnd() throws IOException, InterruptedException {
    List<String> lines = out.lines().toList();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IOException("The process closed its output and did not end");
    }
    return lines;
  }

  /** Number of its process. */
  public long pid() {
    return process.pid();
  }

  /** What it ended with. */
  public int exitValue() {
    return process.exitValue();
  }

  /** Ends it as the operating system does: no hook and no finally runs. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}

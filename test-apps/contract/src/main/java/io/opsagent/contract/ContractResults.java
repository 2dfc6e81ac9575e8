package io.opsagent.contract;

import io.opsagent.testing.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;

/**
 * Writes what became of each case into {@code target/contract-results}, one file for each server
 * and JDK; the matrix in {@code docs/servers.md} is made of these files. For one thread.
 */
final class ContractResults {
  /** Where the files are, relative to the module. */
  static final Path FOLDER = Path.of("target", "contract-results");

  static final String PASSED = "passed";
  static final String FAILED = "failed";
  static final String NOT_EXPRESSED = "not expressed: ";

  private final ContractServer server;
  private final Jdk jdk;
  private final TreeMap<Integer, String> results = new TreeMap<>();

  ContractResults(ContractServer server, Jdk jdk) {
    this.server = server;
    this.jdk = jdk;
  }

  /** A check that may fail. */
  @FunctionalInterface
  interface Check {
    /** Does it. */
    void run() throws Exception;
  }

  /** Runs the check of a case and writes down how it ended. */
  void of(ContractCase contractCase, Check check) throws Exception {
    String reason = server.notExpressed().get(contractCase.number());
    try {
      check.run();
      results.put(contractCase.number(), PASSED);
    } catch (TestAbortedException e) {
      results.put(contractCase.number(), reason == null ? FAILED : NOT_EXPRESSED + reason);
      throw e;
    } catch (Exception | AssertionError e) {
      results.put(contractCase.number(), FAILED);
      throw e;
    } finally {
      write();
    }
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    text.append("server\t").append(server.name()).append('\n');
    text.append("version\t").append(server.version()).append('\n');
    text.append("entry-point\t").append(server.entryPoint()).append('\n');
    text.append("jdk\t").append(jdk.feature()).append('\n');
    results.forEach(
        (number, result) -> text.append(number).append('\t').append(result).append('\n'));
    String file = (server + "-" + jdk).replaceAll("[^A-Za-z0-9.]+", "-") + ".tsv";
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(file), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

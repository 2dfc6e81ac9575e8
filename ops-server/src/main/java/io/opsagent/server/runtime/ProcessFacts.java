package io.opsagent.server.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process was started with. Immutable; values are masked by their names and by what
 * stands in them.
 *
 * @param time when it was read, ISO 8601
 * @param pid number of the process
 * @param startedAt ISO 8601
 * @param upMillis since then
 * @param vm name of the JVM
 * @param vmVersion of the JVM
 * @param vendor of the JVM
 * @param javaVersion of the Java platform, such as {@code 17.0.9}
 * @param collectors names of the garbage collectors
 * @param processors that the JVM sees
 * @param heapUsedBytes now
 * @param heapMaxBytes null where there is no limit
 * @param arguments of the JVM, without those of the program
 * @param properties system properties, by name
 * @param variables environment variables, by name
 * @param entriesLeftOut how many arguments, properties and variables are not listed, because there
 *     are too many
 */
public record ProcessFacts(
    String time,
    long pid,
    String startedAt,
    long upMillis,
    String vm,
    String vmVersion,
    String vendor,
    String javaVersion,
    List<String> collectors,
    int processors,
    long heapUsedBytes,
    @Nullable Long heapMaxBytes,
    List<String> arguments,
    Map<String, String> properties,
    Map<String, String> variables,
    int entriesLeftOut) {
  /** Copies the collections; names stay in their order. */
  public ProcessFacts {
    collectors = List.copyOf(collectors);
    arguments = List.copyOf(arguments);
    properties = new LinkedHashMap<>(properties);
    variables = new LinkedHashMap<>(variables);
  }
}

package io.opsagent.server.runtime;

import io.opsagent.rules.Masking;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads what this process was started with. Only texts are read: a property that is an object of
 * the application is left alone. Any thread.
 */
final class ProcessReader {
  /** Of each of arguments, properties and variables. */
  static final int MAX_ENTRIES = 500;

  private static final String COMMAND = "sun.java.command";

  private final Supplier<Masking> masking;

  /**
   * A reader.
   *
   * @param masking takes secrets out, as of now
   */
  ProcessReader(Supplier<Masking> masking) {
    this.masking = masking;
  }

  /** Reads. */
  ProcessFacts read() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    Map<String, String> properties = texts(System.getProperties());
    Map<String, String> variables = System.getenv();
    List<String> arguments = runtime.getInputArguments();
    Masking masks = masking.get();
    return new ProcessFacts(
        Instant.now().toString(),
        ProcessHandle.current().pid(),
        Instant.ofEpochMilli(runtime.getStartTime()).toString(),
        runtime.getUptime(),
        runtime.getVmName(),
        runtime.getVmVersion(),
        runtime.getVmVendor(),
        System.getProperty("java.version", ""),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        Runtime.getRuntime().availableProcessors(),
        heap.getUsed(),
        heap.getMax() < 0 ? null : (Long) heap.getMax(),
        arguments(arguments, masks),
        values(properties, masks),
        values(variables, masks),
        leftOut(properties.size()) + leftOut(variables.size()) + leftOut(arguments.size()));
  }

  /** Not {@code stringPropertyNames}: that asks the objects among them, too. */
  private static Map<String, String> texts(Properties properties) {
    Map<String, String> texts = new TreeMap<>();
    synchronized (properties) {
      for (Map.Entry<Object, Object> one : properties.entrySet()) {
        if (one.getKey() instanceof String name && one.getValue() instanceof String value) {
          texts.put(name, value);
        }
      }
    }
    return texts;
  }

  private static Map<String, String> values(Map<String, String> entries, Masking masks) {
    BeanValues values = new BeanValues(masks);
    Map<String, String> shown = new LinkedHashMap<>();
    new TreeMap<>(entries)
        .entrySet().stream()
            .limit(MAX_ENTRIES)
            .forEach(
                one ->
                    shown.put(
                        values.name(one.getKey()),
                        value(one.getKey(), one.getValue(), values, masks)));
    return shown;
  }

  private static String value(String name, String value, BeanValues values, Masking masks) {
    // The program's arguments stand in one text there; a secret may stand behind its option.
    Object shown =
        name.equals(COMMAND)
            ? values.of(name, Arrays.asList(value.split(" ", -1)))
            : values.of(name, value);
    String text =
        shown instanceof List<?> words
            ? words.stream().map(String::valueOf).collect(Collectors.joining(" "))
            : String.valueOf(shown);
    return masks.maskText(text);
  }

  /** A property among the arguments is masked by its own name, behind {@code -D}. */
  private static List<String> arguments(List<String> arguments, Masking masks) {
    BeanValues values = new BeanValues(masks);
    List<String> shown = new ArrayList<>();
    for (String argument : arguments.subList(0, Math.min(MAX_ENTRIES, arguments.size()))) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("-D") && equals > 0) {
        String name = argument.substring(2, equals);
        shown.add(
            "-D"
                + values.name(name)
                + "="
                + value(name, argument.substring(equals + 1), values, masks));
      } else {
        shown.add(value("argument", argument, values, masks));
      }
    }
    return shown;
  }

  private static int leftOut(int entries) {
    return Math.max(0, entries - MAX_ENTRIES);
  }
}

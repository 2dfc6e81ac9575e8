package io.opsagent.server.runtime;

import io.opsagent.rules.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Reads management beans, and nothing else: no operation is called and no attribute set. Whatever a
 * bean does when it is read happens on a thread of the agent that is waited for one second; {@value
 * #LANES} such threads may hang, then nothing is read until one of them comes back. Any thread.
 */
final class BeanReader {
  static final int LANES = 4;
  static final int MAX_NAMES = 2_000;
  static final int MAX_ATTRIBUTES = 200;
  private static final long MAX_READ_MILLIS = 1_000;
  private static final int MAX_NAME_CHARS = 1_000;
  private static final int MAX_DESCRIPTION_CHARS = 500;

  private final Supplier<Masking> masking;
  private final List<OneAtATime> lanes;

  BeanReader(Supplier<Masking> masking, BiFunction<String, Runnable, Thread> threads) {
    this.masking = masking;
    this.lanes =
        IntStream.range(0, LANES)
            .mapToObj(i -> new OneAtATime(threads, "opsagent-beans-" + i))
            .toList();
  }

  /** A result with the thread that gives it, on the first lane that is free. */
  private <T> T read(String what, Callable<T> work) {
    for (OneAtATime lane : lanes) {
      CompletableFuture<T> begun;
      try {
        begun = lane.begin(what, work);
      } catch (BusyException taken) {
        continue;
      }
      return OneAtATime.await(begun, what, MAX_READ_MILLIS);
    }
    throw new BusyException(
        "All " + LANES + " threads that read beans wait for beans that do not answer.");
  }

  /** The names of all beans. */
  BeanTree names() {
    Set<ObjectName> all =
        read("reading the names", () -> PlatformBeans.server().queryNames(null, null));
    Masking masks = masking.get();
    Map<String, List<String>> domains = new TreeMap<>();
    int listed = 0;
    for (ObjectName name : new TreeSet<>(all)) {
      if (listed++ < MAX_NAMES) {
        domains
            .computeIfAbsent(name.getDomain(), k -> new ArrayList<>())
            .add(cut(masks.maskText(name.getCanonicalName()), MAX_NAME_CHARS));
      }
    }
    List<BeanTree.Domain> tree = new ArrayList<>();
    domains.forEach((domain, names) -> tree.add(new BeanTree.Domain(domain, names)));
    return new BeanTree(all.size(), tree, Math.max(0, all.size() - MAX_NAMES));
  }

  /**
   * One bean with the values of its attributes.
   *
   * @return empty when there is none of that name
   * @throws IllegalArgumentException when this is no name of one bean
   */
  Optional<BeanDetails> details(String name) {
    ObjectName bean = objectName(name);
    MBeanInfo info = read("reading a bean", () -> infoOf(bean));
    if (info == null) {
      return Optional.empty();
    }
    Masking masks = masking.get();
    BeanValues values = new BeanValues(masks);
    List<BeanDetails.Attribute> attributes = new ArrayList<>();
    MBeanAttributeInfo[] all = info.getAttributes();
    for (int i = 0; i < Math.min(MAX_ATTRIBUTES, all.length); i++) {
      attributes.add(attribute(bean, all[i], values, masks));
    }
    return Optional.of(
        new BeanDetails(
            bean.getCanonicalName(),
            cut(String.valueOf(info.getClassName()), MAX_NAME_CHARS),
            words(masks, info.getDescription()),
            attributes,
            all.length - attributes.size()));
  }

  private static ObjectName objectName(String name) {
    try {
      ObjectName bean = new ObjectName(name);
      if (!bean.isPattern()) {
        return bean;
      }
    } catch (MalformedObjectNameException e) {
      // As below.
    }
    throw new IllegalArgumentException(name);
  }

  private static @Nullable MBeanInfo infoOf(ObjectName bean) throws Exception {
    try {
      return PlatformBeans.server().getMBeanInfo(bean);
    } catch (InstanceNotFoundException e) {
      return null;
    }
  }

  private BeanDetails.Attribute attribute(
      ObjectName bean, MBeanAttributeInfo info, BeanValues values, Masking masks) {
    String name = String.valueOf(info.getName());
    @Nullable Object value = null;
    @Nullable String problem = null;
    if (!info.isReadable()) {
      problem = "It cannot be read.";
    } else {
      try {
        value =
            read(
                    "reading " + name,
                    () ->
                        Optional.ofNullable(
                            values.of(name, PlatformBeans.server().getAttribute(bean, name))))
                .orElse(null);
      } catch (BusyException e) {
        problem = cut(String.valueOf(e.getMessage()), MAX_DESCRIPTION_CHARS);
      } catch (IllegalStateException e) {
        problem = "It fails with " + rootOf(e).getClass().getName() + ".";
      }
    }
    return new BeanDetails.Attribute(
        cut(name, MAX_NAME_CHARS),
        cut(String.valueOf(info.getType()), MAX_NAME_CHARS),
        words(masks, info.getDescription()),
        info.isWritable(),
        value,
        problem);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 8; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static String words(Masking masks, @Nullable String text) {
    return text == null ? "" : masks.maskText(cut(text, MAX_DESCRIPTION_CHARS));
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "...";
  }
}

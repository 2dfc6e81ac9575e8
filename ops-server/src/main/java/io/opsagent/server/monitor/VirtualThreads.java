package io.opsagent.server.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, where the JVM tells of them: from JDK 24 on, by a bean that the class library of
 * older ones does not have. Asked for only when the application uses them: the bean starts a thread
 * of the JVM that an application without virtual threads does not have. For one thread.
 */
final class VirtualThreads {
  private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";

  /** The JVM's thread that is there from the first virtual one on. */
  private static final String SIGN = "VirtualThread-unblocker";

  /** Gauge by the name of the bean's method. */
  private static final Map<String, String> GAUGES =
      Map.of(
          "getMountedVirtualThreadCount", "virtual_threads_mounted",
          "getQueuedVirtualThreadCount", "virtual_threads_queued",
          "getPoolSize", "carrier_threads",
          "getParallelism", "carrier_parallelism");

  private final Map<Method, String> methods = new LinkedHashMap<>();
  private @Nullable PlatformManagedObject bean;
  private boolean isSearched;

  /** Whether a platform thread's name shows that virtual ones are used. */
  static boolean isSign(String threadName) {
    return threadName.equals(SIGN);
  }

  /** Adds what the JVM tells; nothing where it does not. For a JVM with the sign. */
  void addTo(Gauges gauges) {
    if (!isSearched) {
      isSearched = true;
      search();
    }
    methods.forEach(
        (method, name) -> {
          try {
            if (method.invoke(bean) instanceof Number value && value.longValue() >= 0) {
              gauges.count(name, value.longValue());
            }
          } catch (ReflectiveOperationException e) {
            gauges.unknown(name);
          }
        });
  }

  private void search() {
    try {
      Class<? extends PlatformManagedObject> type =
          Class.forName(BEAN).asSubclass(PlatformManagedObject.class);
      bean = ManagementFactory.getPlatformMXBean(type);
      for (Map.Entry<String, String> gauge : GAUGES.entrySet()) {
        methods.put(type.getMethod(gauge.getKey()), gauge.getValue());
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Below JDK 24, or a run-time image without the module jdk.management.
      methods.clear();
    }
  }
}

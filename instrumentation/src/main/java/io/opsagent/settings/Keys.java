package io.opsagent.settings;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one registry of everything that can be set; the keys of the request log are in {@link
 * LogKeys}, those of the database in {@link DatabaseKeys}, those of who may enter in {@link
 * AccessKeys}, those of the platforms that this node calls in {@link SupervisorKeys}. {@code
 * docs/configuration.md} is generated from it (design.md 5). Names follow operations-api.md 11 in
 * kebab case where that page has them.
 */
public final class Keys {
  private static final long KILO_BYTES = 1024;
  private static final long MEGA_BYTES = 1024 * KILO_BYTES;

  // Filled by the constants below in the order in which they stand; must come before them.
  private static final KeyList LIST = new KeyList();

  // ---- general

  /** Whether the agent does anything at all. */
  public static final Key<Boolean> ENABLED =
      LIST.on(KeyGroup.GENERAL, "enabled", "Whether the agent does anything at all.");

  /** Name of the service; without it, it is decided at start. */
  public static final Key<String> SERVICE_NAME =
      LIST.without(
          KeyGroup.GENERAL,
          "service.name",
          KeyList.plain(),
          "decided at start",
          "Name under which this service appears.");

  /** Number of this process among those of its instance. */
  public static final Key<Integer> SERVICE_INDEX =
      LIST.without(
          KeyGroup.GENERAL,
          "service.index",
          IntegerType.range(0, 255),
          "the first that is free",
          "Number of this process among those of its instance; no two that run have the same.");

  /** Version of the service, for people. */
  public static final Key<String> SERVICE_VERSION =
      LIST.without(
          KeyGroup.GENERAL,
          "service.version",
          KeyList.plain(),
          "none",
          "Version of the service that is shown beside its name.");

  /** Whether the strict defaults of a production service hold. */
  public static final Key<Boolean> PRODUCTION =
      LIST.with(
          KeyGroup.GENERAL,
          "production",
          new BooleanType(),
          Boolean.TRUE,
          "Whether headers and bodies are kept from WARN up only and a browser may call from the"
              + " own origin only; false is for development.");

  /** Folder of everything that the agent writes; the loader always gives it a value. */
  public static final Key<File> DATA_DIR =
      LIST.without(
          KeyGroup.GENERAL,
          "data-dir",
          new FileType(),
          "`opsagent-data` beside the properties file, else the user's state folder",
          "Folder for everything that the agent writes.");

  // ---- server

  /** Port of the operations server; 0 takes a free one. */
  public static final Key<Integer> PORT =
      LIST.with(
          KeyGroup.SERVER,
          "port",
          IntegerType.range(0, 65535),
          8274,
          "Port of the operations server; 0 takes a free one.");

  /** Address that the operations server listens on. */
  public static final Key<String> HOST =
      LIST.with(
          KeyGroup.SERVER,
          "host",
          new TextType("text", "a host name or an IP address", new HostForm()),
          "127.0.0.1",
          "Address that the operations server listens on; any other than loopback demands tokens.");

  /** Path segment or URL of the operations API. */
  public static final Key<String> ROUTE =
      LIST.with(
          KeyGroup.SERVER,
          "route",
          new TextType(
              "text",
              "one path segment of letters, digits and . _ ~ - (not healthz, readyz or metrics), or"
                  + " an absolute http or https URL",
              new RouteForm()),
          "ops",
          "Path under which the operations API answers, or its URL when something else mounts it.");

  /** URL of the service as its callers see it. */
  public static final Key<String> BASE_URL =
      LIST.without(
          KeyGroup.SERVER,
          "base-url",
          new TextType(
              "URL",
              "an absolute http or https URL without user, query and fragment ($IP stands for the"
                  + " host's address)",
              new HttpUrlForm(false)),
          "none",
          "URL of the service as its callers see it.");

  /** Descriptions of the service's API. */
  public static final Key<String> OPENAPI =
      LIST.without(
          KeyGroup.SERVER,
          "openapi",
          new TextType(
              "text",
              "URLs and files apart by commas, the text of a document, or a JSON list of these",
              new DocumentForm()),
          "none",
          "OpenAPI documents that are put together with what is seen of the API.");

  /** Proxies whose forwarding headers are believed. */
  public static final Key<List<String>> TRUSTED_PROXIES =
      LIST.with(
          KeyGroup.SERVER,
          "trusted-proxies",
          new ListType("IP addresses or CIDR ranges such as 10.0.0.0/8", new AddressForm()),
          Collections.<String>emptyList(),
          "Proxies whose forwarding headers are believed when a client's address is read.");

  /** Other origins that a browser may call from. */
  public static final Key<List<String>> ALLOW_ORIGINS =
      LIST.with(
          KeyGroup.SERVER,
          "allow-origins",
          new ListType("origins such as https://ops.example.com", new HttpUrlForm(true)),
          Collections.<String>emptyList(),
          "Origins besides the own one from which a browser may call the operations API.");

  // ---- capture

  /** Whether requests are recorded. */
  public static final Key<Boolean> CAPTURE_ENABLED =
      LIST.on(KeyGroup.CAPTURE, "capture.enabled", "Whether requests are recorded.");

  /** Whether Jetty is instrumented. */
  public static final Key<Boolean> CAPTURE_JETTY =
      LIST.on(KeyGroup.CAPTURE, "capture.jetty", "Whether Jetty is instrumented.");

  /** Whether Tomcat is instrumented. */
  public static final Key<Boolean> CAPTURE_TOMCAT =
      LIST.on(KeyGroup.CAPTURE, "capture.tomcat", "Whether Tomcat is instrumented.");

  /** Whether Undertow is instrumented. */
  public static final Key<Boolean> CAPTURE_UNDERTOW =
      LIST.on(KeyGroup.CAPTURE, "capture.undertow", "Whether Undertow is instrumented.");

  /** Whether Netty's HTTP server is instrumented. */
  public static final Key<Boolean> CAPTURE_NETTY =
      LIST.on(KeyGroup.CAPTURE, "capture.netty", "Whether Netty's HTTP server is instrumented.");

  /** Whether servlets and well-known filters are instrumented. */
  public static final Key<Boolean> CAPTURE_SERVLET =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.servlet",
          "Whether servlets are recorded that no other entry point sees: in unknown containers,"
              + " and in those whose own key is off.");

  /** Whether Spring MVC tells the routes of requests. */
  public static final Key<Boolean> CAPTURE_SPRING_MVC =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.spring-mvc",
          "Whether Spring MVC tells the route of requests.");

  /** Whether messages that the application logs are attached to requests. */
  public static final Key<Boolean> CAPTURE_LOGGING =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.logging",
          "Whether what the application logs from WARN up while it serves a request is kept with"
              + " that request.");

  /** Whether the statements of JDBC drivers are timed. */
  public static final Key<Boolean> CAPTURE_JDBC =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.jdbc",
          "Whether the statements that run over JDBC are counted and timed, for their database and"
              + " for the request that they belong to.");

  /** Whether connection pools are found and measured. */
  public static final Key<Boolean> CAPTURE_DATA_SOURCES =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.data-sources",
          "Whether the application's connection pools are found and measured.");

  /** Whether clients of Redis are instrumented. */
  public static final Key<Boolean> CAPTURE_REDIS =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.redis",
          "Whether the Redis servers that the application uses by Jedis or Lettuce are found and"
              + " its commands counted.");

  /** Whether Caffeine is instrumented. */
  public static final Key<Boolean> CAPTURE_CAFFEINE =
      LIST.on(
          KeyGroup.CAPTURE,
          "capture.caffeine",
          "Whether the caches are found that the application builds with Caffeine.");

  /** Where in a session the user's name is, for requests without an authenticated user. */
  public static final Key<String> CAPTURE_USER_ATTRIBUTE =
      LIST.without(
          KeyGroup.CAPTURE,
          "capture.user-attribute",
          new TextType(
              "text",
              "the name of a session attribute, or that and the keys of maps in it, with a slash"
                  + " between them, such as user or account/name; at most "
                  + AttributePathForm.MAX_CHARS
                  + " characters",
              new AttributePathForm()),
          "none",
          "Session attribute, if it is a text, number or UUID, that names the user of a request"
              + " whom the server has not authenticated.");

  /** Number of finished requests that can wait to be processed. */
  public static final Key<Integer> CAPTURE_RING_CAPACITY =
      LIST.with(
          KeyGroup.CAPTURE,
          "capture.ring-capacity",
          IntegerType.powerOfTwo(64, 1 << 20),
          16384,
          "Number of finished requests that can wait to be processed; further ones are counted and"
              + " dropped.");

  /** Most memory for all copied bodies together, bytes. */
  public static final Key<Long> CAPTURE_MAX_BODY_MEMORY =
      LIST.with(
          KeyGroup.CAPTURE,
          "capture.max-body-memory",
          new SizeType(MEGA_BYTES, 1024 * MEGA_BYTES),
          16 * MEGA_BYTES,
          "Most memory that the copied bodies of all requests take together.");

  /** Most requests followed at the same time. */
  public static final Key<Integer> CAPTURE_MAX_OPEN_EXCHANGES =
      LIST.with(
          KeyGroup.CAPTURE,
          "capture.max-open-exchanges",
          IntegerType.range(1, 1_000_000),
          4096,
          "Most requests that are followed at the same time; further ones are counted only.");

  /** Most distinct routes with own statistics. */
  public static final Key<Integer> CAPTURE_MAX_ROUTES =
      LIST.with(
          KeyGroup.CAPTURE,
          "capture.max-routes",
          IntegerType.range(1, 100_000),
          1000,
          "Most distinct routes with statistics of their own; further ones count as one.");

  /** Whether the agent also works in build tools and JDK tools. */
  public static final Key<Boolean> CAPTURE_IN_TOOLS =
      LIST.with(
          KeyGroup.CAPTURE,
          "capture.in-tools",
          new BooleanType(),
          Boolean.FALSE,
          "Whether the agent also works inside JDK tools, Maven, Gradle and IDE launchers, which"
              + " inherit JAVA_TOOL_OPTIONS.");

  // ---- task log

  /** File of the agent's own log. */
  public static final Key<File> TASK_LOG =
      LIST.without(
          KeyGroup.TASK_LOG,
          "task-log",
          new FileType(),
          "`opsagent.log` in this JVM's part of `data-dir`",
          "File of the agent's own log.");

  /** Least level of a line in the agent's own log. */
  public static final Key<TaskLogLevel> TASK_LOG_LEVEL =
      LIST.with(
          KeyGroup.TASK_LOG,
          "task-log-level",
          new WordType<TaskLogLevel>(TaskLogLevel.values()),
          TaskLogLevel.WARN,
          "Least level of a line in the agent's own log.");

  /** Size at which the agent's own log starts a new file, bytes. */
  public static final Key<Long> TASK_LOG_MAX_BYTES =
      LIST.with(
          KeyGroup.TASK_LOG,
          "task-log-max-bytes",
          new SizeType(64 * KILO_BYTES, 1024 * MEGA_BYTES),
          10 * MEGA_BYTES,
          "Size at which the agent's own log starts a new file.");

  private static final List<Key<?>> ALL =
      inOrder(
          LIST,
          AccessKeys.LIST,
          DoorKeys.LIST,
          SupervisorKeys.LIST,
          LogKeys.LIST,
          MonitorKeys.LIST,
          DatabaseKeys.LIST);

  private Keys() {}

  private static List<Key<?>> inOrder(KeyList... lists) {
    List<Key<?>> all = new ArrayList<Key<?>>();
    for (KeyGroup group : KeyGroup.values()) {
      for (KeyList list : lists) {
        for (Key<?> key : list.keys()) {
          if (key.group() == group) {
            all.add(key);
          }
        }
      }
    }
    return Collections.unmodifiableList(all);
  }

  /** Returns every key in the order of the reference; immutable. */
  public static List<Key<?>> all() {
    return ALL;
  }

  /** Returns the key with this name or other name, or null. */
  public static @Nullable Key<?> named(String name) {
    for (Key<?> key : ALL) {
      if (key.isCalled(name)) {
        return key;
      }
    }
    return null;
  }
}

package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.rules.Masking;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Management beans over HTTP, held against the MBean server. */
class BeanTest {
  private static RunningServer running;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<ObjectName> registered = new ArrayList<>();

  @BeforeAll
  static void start() {
    running = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @AfterEach
  void unregister() throws Exception {
    for (ObjectName name : registered) {
      server.unregisterMBean(name);
    }
  }

  private ObjectName register(String name, Object bean) throws Exception {
    ObjectName objectName = new ObjectName("io.opsagent.test:" + name);
    server.registerMBean(bean, objectName);
    registered.add(objectName);
    return objectName;
  }

  private static Reply ask(String name) {
    return running.get(
        "/v1/runtime/mbeans/attributes?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  private static Map<String, JsonNode> attributes(String name) {
    Reply reply = ask(name);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    Map<String, JsonNode> attributes = new HashMap<>();
    for (JsonNode one : reply.json().get("attributes")) {
      attributes.put(one.get("name").asText(), one);
    }
    return attributes;
  }

  private static JsonNode value(Map<String, JsonNode> attributes, String name) {
    return attribute(attributes, name).get("value");
  }

  private static JsonNode attribute(Map<String, JsonNode> attributes, String name) {
    JsonNode attribute = attributes.get(name);
    if (attribute == null) {
      throw new AssertionError("No " + name + " among " + attributes.keySet());
    }
    return attribute;
  }

  /** A bean like those of applications. */
  public interface ShopMBean {
    int getOrders();

    void setOrders(int orders);

    String getDatabasePassword();

    String getUrl();

    String[] getArguments();

    Map<String, Object> getSettings();

    List<Object> getDeep();

    long[] getMany();

    Object getSelf();

    double getNotANumber();

    String getFailing();

    String getLong();

    String reset();
  }

  /** As above. */
  public static final class Shop implements ShopMBean {
    final AtomicInteger resets = new AtomicInteger();

    @Override
    public int getOrders() {
      return 7;
    }

    @Override
    public void setOrders(int orders) {
      resets.incrementAndGet();
    }

    @Override
    public String getDatabasePassword() {
      return "hunter2";
    }

    @Override
    public String getUrl() {
      return "https://bob:hunter2@db/?password=hunter2&x=1";
    }

    @Override
    public String[] getArguments() {
      return new String[] {"--password", "hunter2", "-Dapi.key=hunter2", "--port", "8080"};
    }

    @Override
    public Map<String, Object> getSettings() {
      return Map.of("access_token", List.of("hunter2"), "size", 3);
    }

    @Override
    public List<Object> getDeep() {
      List<Object> inner = List.of("end");
      for (int i = 0; i < 20; i++) {
        inner = List.of(inner);
      }
      return inner;
    }

    @Override
    public long[] getMany() {
      return new long[100_000];
    }

    @Override
    public Object getSelf() {
      return this;
    }

    @Override
    public double getNotANumber() {
      return Double.NaN;
    }

    @Override
    public String getFailing() {
      throw new IllegalArgumentException("hunter2");
    }

    @Override
    public String getLong() {
      return "y".repeat(1_000_000);
    }

    @Override
    public String reset() {
      resets.incrementAndGet();
      return "";
    }

    @Override
    public String toString() {
      throw new AssertionError("toString of the application's object was called");
    }
  }

  @Test
  void the_tree_has_every_bean_of_the_server() throws Exception {
    register("type=Tree", new Shop());
    JsonNode tree = running.get("/v1/runtime/mbeans").json();
    List<String> names = new ArrayList<>();
    for (JsonNode domain : tree.get("domains")) {
      domain.get("names").forEach(name -> names.add(name.asText()));
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            server.queryNames(null, null).stream().map(ObjectName::getCanonicalName).toList());
    assertThat(tree.get("beans").asInt()).isEqualTo(server.getMBeanCount());
    assertThat(tree.get("beansLeftOut").asInt()).isZero();
  }

  @Test
  void attributes_are_those_of_the_bean_with_secrets_masked() throws Exception {
    Shop shop = new Shop();
    ObjectName name = register("type=Shop", shop);
    Reply reply = ask(name.toString());
    assertThat(reply.body()).doesNotContain("hunter2");
    assertThat(reply.body().length()).isLessThan(100_000);
    Map<String, JsonNode> attributes = attributes(name.toString());
    assertThat(value(attributes, "Orders").asInt()).isEqualTo(7);
    assertThat(attribute(attributes, "Orders").get("writable").asBoolean()).isTrue();
    assertThat(value(attributes, "DatabasePassword").asText()).isEqualTo(Masking.MASK);
    assertThat(value(attributes, "Url").asText()).startsWith("https://").contains("x=1");
    assertThat(value(attributes, "Arguments").toString()).contains("--port", "8080");
    assertThat(value(attributes, "Settings").get("size").asInt()).isEqualTo(3);
    assertThat(value(attributes, "Settings").get("access_token").asText()).isEqualTo(Masking.MASK);
    assertThat(value(attributes, "Deep").toString()).doesNotContain("end");
    assertThat(value(attributes, "Many")).hasSizeLessThan(300);
    assertThat(value(attributes, "Self").asText()).isEqualTo("(" + Shop.class.getName() + ")");
    assertThat(value(attributes, "NotANumber").asText()).isEqualTo("NaN");
    assertThat(value(attributes, "Failing").isNull()).isTrue();
    assertThat(attribute(attributes, "Failing").get("problem").asText())
        .contains("IllegalArgumentException");
    assertThat(value(attributes, "Long").asText()).hasSizeLessThan(3_000);
    assertThat(shop.resets).as("no operation and no setter was called").hasValue(0);
  }

  @Test
  void system_properties_are_one_object_with_secrets_masked() {
    System.setProperty("shop.db.password", "hunter2");
    System.setProperty("shop.db.pool", "11");
    try {
      Map<String, JsonNode> attributes = attributes("java.lang:type=Runtime");
      JsonNode properties = value(attributes, "SystemProperties");
      assertThat(properties.get("shop.db.password").asText()).isEqualTo(Masking.MASK);
      assertThat(properties.get("shop.db.pool").asText()).isEqualTo("11");
      assertThat(properties.get("java.version").asText())
          .isEqualTo(System.getProperty("java.version"));
      assertThat(value(attributes, "StartTime").asLong())
          .isEqualTo(ManagementFactory.getRuntimeMXBean().getStartTime());
    } finally {
      System.clearProperty("shop.db.password");
      System.clearProperty("shop.db.pool");
    }
    Map<String, JsonNode> memory = attributes("java.lang:type=Memory");
    assertThat(value(memory, "HeapMemoryUsage").get("max").asLong())
        .isEqualTo(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax());
  }

  /** One that does not answer. */
  public interface HangingMBean {
    String getAnswer();

    int getOther();
  }

  /** As above. */
  public static final class Hanging implements HangingMBean {
    final CountDownLatch over = new CountDownLatch(1);
    final AtomicInteger waiting = new AtomicInteger();

    @Override
    public String getAnswer() {
      waiting.incrementAndGet();
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        waiting.decrementAndGet();
      }
      return "late";
    }

    @Override
    public int getOther() {
      return 5;
    }
  }

  @Test
  void a_bean_that_hangs_costs_its_own_attribute_and_not_more_than_four_threads() throws Exception {
    Hanging bean = new Hanging();
    String name = register("type=Hanging", bean).toString();
    try {
      long beginNanos = System.nanoTime();
      Map<String, JsonNode> attributes = attributes(name);
      assertThat((System.nanoTime() - beginNanos) / 1e9).isBetween(0.9, 5.0);
      assertThat(value(attributes, "Other").asInt()).isEqualTo(5);
      assertThat(value(attributes, "Answer").isNull()).isTrue();
      assertThat(attribute(attributes, "Answer").get("problem").asText()).contains("1.0 s");
      for (int i = 0; i < 5; i++) {
        ask(name);
      }
      assertThat(bean.waiting.get()).isEqualTo(4);
      Reply busy = ask(name);
      assertThat(busy.status()).isEqualTo(409);
      assertThat(busy.json().get("code").asText()).isEqualTo("runtime_busy");
    } finally {
      bean.over.countDown();
    }
    await().until(() -> ask(name).status() == 200);
    assertThat(value(attributes(name), "Answer").asText()).isEqualTo("late");
  }

  @Test
  void a_name_that_is_none_or_a_pattern_is_refused_and_an_unknown_one_is_not_found() {
    for (String wrong : Arrays.asList("*:*", "nonsense", "", "java.lang:type=*")) {
      assertThat(ask(wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(running.get("/v1/runtime/mbeans/attributes").status()).isEqualTo(400);
    assertThat(ask("java.lang:type=Nothing").status()).isEqualTo(404);
  }
}

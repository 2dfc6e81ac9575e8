package io.opsagent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.bridge.OpsAgentBridge1;
import io.opsagent.netty.NettyPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WeaverTest {
  private static final Plugin PLUGIN = NettyPlugin.plugin();

  @Test
  void a_weaver_that_has_rested_weaves_as_before() throws Exception {
    List<JoinPoint> joinPoints = joinPointsOfOneClass();
    String className = joinPoints.get(0).className();
    byte[] classFile = classFile(className);
    Weaver weaver =
        new Weaver(
            List.of(PLUGIN),
            new Linker(List.of(PLUGIN)),
            OpsAgentBridge1.class.getMethod(
                "link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class));
    byte[] woven = weaver.weave(className, classFile, joinPoints);
    int prepared = weaver.preparedAdvice();
    assertThat(woven).isNotNull();
    assertThat(prepared).isPositive();

    weaver.rest(System.nanoTime());
    assertThat(weaver.preparedAdvice()).as("a moment later").isEqualTo(prepared);
    weaver.rest(System.nanoTime() + TimeUnit.MINUTES.toNanos(2));
    assertThat(weaver.preparedAdvice()).as("two minutes later").isZero();

    assertThat(weaver.weave(className, classFile, joinPoints)).isEqualTo(woven);
  }

  private static List<JoinPoint> joinPointsOfOneClass() {
    String className =
        PLUGIN.joinPoints().stream()
            .map(JoinPoint::className)
            .filter(name -> WeaverTest.class.getResource(resource(name)) != null)
            .findFirst()
            .orElseThrow();
    return PLUGIN.joinPoints().stream()
        .filter(joinPoint -> joinPoint.className().equals(className))
        .toList();
  }

  private static byte[] classFile(String className) throws IOException {
    try (InputStream in = WeaverTest.class.getResourceAsStream(resource(className))) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static String resource(String className) {
    return "/" + className.replace('.', '/') + ".class";
  }
}

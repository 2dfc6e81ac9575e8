package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.weaving.FrontFilter;
import io.opsagent.weaving.TestEngine;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/** The agent carries a Jetty 12 in its own loader, beside the front filter, as here. */
class OwnJettyTest {

  @Test
  void the_jetty_beside_the_agent_is_left_alone_and_others_are_woven() throws Exception {
    TestEngine engine = new TestEngine(false, Jetty12Contract.PLUGINS, List.of(), List.of());
    String name = Server.class.getName();
    ClassLoader own = FrontFilter.class.getClassLoader();
    assertThat(Server.class.getClassLoader()).isSameAs(own);
    byte[] classFile;
    try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
      classFile = Objects.requireNonNull(in).readAllBytes();
    }

    assertThat(engine.weaves(own, name, classFile)).isFalse();
    assertThat(engine.weaves(ClassLoader.getPlatformClassLoader(), name, classFile)).isTrue();
  }
}

package io.opsagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {

  @ParameterizedTest
  @ValueSource(strings = {"jdk.compiler", "jdk.jshell", "java.base", "openj9.jvm"})
  void a_tool_of_the_jdk_is_known_by_its_module(String module) {
    assertThat(Tools.isTool(module, "x")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.codehaus.plexus.classworlds.launcher.Launcher clean verify",
        "org.gradle.wrapper.GradleWrapperMain build",
        "org.jetbrains.jps.cmdline.Launcher",
        "com.sun.tools.javac.Main A.java",
        "sun.tools.jcmd.JCmd"
      })
  void build_tools_and_ides_are_known_by_their_main_class(String command) {
    assertThat(Tools.isTool(null, command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.catalina.startup.Bootstrap start",
        "shop.jar --server.port=1",
        "com.example.Main org.gradle.x",
        ""
      })
  void an_application_is_no_tool(String command) {
    assertThat(Tools.isTool(null, command)).isFalse();
  }

  @Test
  void an_unknown_command_is_an_application() {
    assertThat(Tools.isTool(null, null)).isFalse();
  }
}

package io.opsagent.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachCommandsTest {

  @Test
  void settings_become_one_agent_argument_with_the_paths_of_this_command() throws AttachFailure {
    assertThat(
            AttachCommands.checkedArguments(
                List.of("port=9000", "allow-origins=http://a.example,http://b.example")))
        .isEqualTo("port=9000,allow-origins=http://a.example\\,http://b.example");
    assertThat(AttachCommands.checkedArguments(List.of("data-dir=some/folder")))
        .isEqualTo("data-dir=" + new File("some/folder").getAbsolutePath());
    assertThat(AttachCommands.checkedArguments(List.of())).isEmpty();
  }

  @Test
  void wrong_settings_are_refused_before_anything_is_touched() {
    assertThatThrownBy(() -> AttachCommands.checkedArguments(List.of("prot=9000")))
        .isInstanceOf(AttachFailure.class)
        .hasMessageContaining("did you mean port?")
        .hasMessageContaining("Nothing was changed");
    assertThatThrownBy(() -> AttachCommands.checkedArguments(List.of("port=nine")))
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> AttachCommands.checkedArguments(List.of("port")))
        .hasMessageContaining("write key=value");
  }
}

package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserAttributeTest {

  @Test
  void a_text_a_number_and_a_uuid_are_names() {
    UserAttribute user = new UserAttribute("user");
    UUID uuid = new UUID(1, 2);

    assertThat(user.name()).isEqualTo("user");
    assertThat(user.textIn("bob")).isEqualTo("bob");
    assertThat(user.textIn(new StringBuilder("bob"))).isEqualTo("bob");
    assertThat(user.textIn(7L)).isEqualTo("7");
    assertThat(user.textIn(uuid)).isEqualTo(uuid.toString());
  }

  @Test
  void nothing_else_is_turned_into_text() {
    UserAttribute user = new UserAttribute("user");
    Object foreign =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("was asked for its text");
          }
        };

    assertThat(user.textIn(foreign)).isNull();
    assertThat(user.textIn(List.of("bob"))).isNull();
    assertThat(user.textIn(null)).isNull();
  }

  @Test
  void the_path_leads_through_maps_only() {
    UserAttribute name = new UserAttribute("account/owner/name");

    assertThat(name.name()).isEqualTo("account");
    assertThat(name.textIn(Map.of("owner", Map.of("name", "bob")))).isEqualTo("bob");
    assertThat(name.textIn(Map.of("owner", "bob"))).isNull();
    assertThat(name.textIn(Map.of())).isNull();
    assertThat(name.textIn("bob")).isNull();
  }
}

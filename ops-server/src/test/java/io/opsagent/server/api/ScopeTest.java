package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.settings.AccessKeys;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void the_settings_allow_every_scope_and_no_other() {
    assertThat(AccessKeys.LOCAL_SCOPE.allowed())
        .contains("scopes (" + String.join(", ", Scope.settingNames()) + ")");
  }

  @Test
  void the_name_of_a_resource_leads_back_to_it() {
    for (long id :
        new long[] {0, 1, 2, 35, 36, 999_999, 2_176_782_335L, 2_176_782_336L, 1L << 50}) {
      assertThat(InstanceId.parse("token", InstanceId.of("token", id))).hasValue(id);
    }
    assertThat(InstanceId.of("token", 1)).isEqualTo("token-jkfsm7").hasSize(12);
    assertThat(InstanceId.parse("token", "client-000000")).isEmpty();
    assertThat(InstanceId.parse("token", "token-")).isEmpty();
    assertThat(InstanceId.parse("token", "token-ABCDEF")).isEmpty();
    assertThat(InstanceId.parse("token", "17")).hasValue(17);
  }
}

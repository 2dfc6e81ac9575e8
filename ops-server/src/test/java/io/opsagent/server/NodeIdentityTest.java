package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorRepository;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which node of a supervisor the service is. */
class NodeIdentityTest {
  private AccessDatabase database;
  private SupervisorRepository supervisors;
  private NodeIdentity identity;

  @BeforeEach
  void open() {
    database = AccessDatabase.open();
    supervisors = database.repositories().supervisors();
    identity = new NodeIdentity(supervisors, "shop");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_process_learns_its_node_in_the_next_cycle_and_forgets_it_when_the_supervisor_is_gone() {
    identity.run();
    assertThat(identity.current()).isNull();
    Supervisor supervisor = SupervisorKey.create().register(database.repositories(), "n1");
    identity.run();
    assertThat(identity.current()).isEqualTo("n1");
    supervisors.delete(supervisor.id());
    identity.run();
    assertThat(identity.current()).isNull();
  }

  @Test
  void rows_that_were_written_before_it_was_known_become_the_nodes_one_cycle_later() {
    identity.run();
    SupervisorKey.create().register(database.repositories(), "n1");
    identity.run();
    database.serviceLogs().insertOnce(UUID.randomUUID(), List.of(LogRow.row().build()));
    identity.run();
    assertThat(supervisors.adoptRows("shop", "other")).isZero();
    assertThat(supervisors.releaseRows("n1")).isEqualTo(1);
    // Once for all: it does not go through the table in every cycle.
    identity.run();
    assertThat(supervisors.releaseRows("n1")).isZero();
  }

  @Test
  void a_process_that_knows_its_node_from_the_start_does_not_go_through_the_table() {
    SupervisorKey.create().register(database.repositories(), "n1");
    database.serviceLogs().insertOnce(UUID.randomUUID(), List.of(LogRow.row().build()));
    identity.run();
    assertThat(identity.current()).isEqualTo("n1");
    identity.run();
    assertThat(supervisors.releaseRows("n1")).isZero();
  }
}

package io.opsagent.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.server.api.CaptureState;
import io.opsagent.server.nodes.HostDescription;
import io.opsagent.server.supervisor.NodeMetadata;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.storage.EmbeddedUpkeep;
import io.opsagent.storage.resources.Resource.Kind;
import io.opsagent.storage.resources.ResourceRepository;
import io.opsagent.storage.workers.Worker;
import java.io.File;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in every cycle what this host, this instance and the operations database are, where that has
 * changed (operations-api.md 7, step 2). Thread of the cycle only.
 */
final class ResourceUpkeep {
  /** Alias of the operations database (operations-api.md 11.1). */
  static final String OWN_DATABASE = "__ops";

  private static final long MIB = 1024 * 1024;

  /** Servers of requests among the plug-ins; others are frameworks on top of them. */
  private static final List<String> BACKENDS = List.of("tomcat", "jetty", "undertow", "netty");

  private final ResourceRepository resources;
  private final String service;
  private final Supplier<@Nullable Worker> self;
  private final Supplier<Configuration> configuration;
  private final Supplier<CaptureState> capture;
  private final File disk;
  private final @Nullable EmbeddedUpkeep embedded;
  private final Clock clock;
  private @Nullable ObjectNode host;
  private String writtenHost = "";
  private String writtenInstance = "";
  private String writtenDatabase = "";

  /**
   * A writer.
   *
   * @param self this process, null before it is registered
   * @param capture what is woven
   * @param disk any file on the disk of the data directory
   * @param embedded the embedded database, or null where it is on a server
   */
  ResourceUpkeep(
      ResourceRepository resources,
      String service,
      Supplier<@Nullable Worker> self,
      Supplier<Configuration> configuration,
      Supplier<CaptureState> capture,
      File disk,
      @Nullable EmbeddedUpkeep embedded,
      Clock clock) {
    this.resources = resources;
    this.service = service;
    this.self = self;
    this.configuration = configuration;
    this.capture = capture;
    this.disk = disk;
    this.embedded = embedded;
    this.clock = clock;
  }

  /** One cycle. */
  void run() {
    Worker worker = self.get();
    if (worker == null) {
      return;
    }
    Instant now = clock.instant();
    String hostFacts = host().toString();
    if (!hostFacts.equals(writtenHost)) {
      resources.describe(Kind.SERVER, worker.serverId(), hostFacts, now);
      writtenHost = hostFacts;
    }
    String instanceFacts = instance().toString();
    if (!instanceFacts.equals(writtenInstance)) {
      resources.describe(Kind.INSTANCE, worker.instanceId(), instanceFacts, now);
      writtenInstance = instanceFacts;
    }
    String databaseFacts = database().toString();
    if (!databaseFacts.equals(writtenDatabase)) {
      resources.describeDependency(Kind.DATABASE, service, OWN_DATABASE, databaseFacts, now);
      writtenDatabase = databaseFacts;
    }
  }

  /** Read once: what a host is does not change while the process runs. */
  private ObjectNode host() {
    ObjectNode known = host;
    if (known == null) {
      known = HostDescription.read(HostName.read(), disk);
      host = known;
    }
    return known;
  }

  private ObjectNode instance() {
    Configuration current = configuration.get();
    String backend = backend();
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    facts.put("backend", backend);
    facts.putNull("backend_version");
    facts.put("version", current.find(Keys.SERVICE_VERSION));
    facts.put("spec_version", NodeMetadata.PROTOCOL_VERSION);
    facts.put("asynchronous", "netty".equals(backend));
    facts.put("production", current.get(Keys.PRODUCTION));
    facts.put("language", "java");
    facts.put("language_version", System.getProperty("java.version"));
    facts.put("utilmeta_version", NodeMetadata.IMPLEMENTED_STATE);
    return facts;
  }

  /** The server whose classes were woven, or null while none was loaded. */
  private @Nullable String backend() {
    List<String> linked =
        capture.get().plugins().stream()
            .filter(plugin -> plugin.linked() > 0)
            .map(CaptureState.PluginState::name)
            .toList();
    return BACKENDS.stream().filter(linked::contains).findFirst().orElse(null);
  }

  private ObjectNode database() {
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    facts.put("ops", true);
    // Whoever reads this has the answer of that very database.
    facts.put("connected", true);
    EmbeddedUpkeep own = embedded;
    if (own != null) {
      facts.put("type", "h2");
      facts.put("name", "ops");
      facts.putNull("hostname");
      facts.putNull("port");
      facts.put("used_space", (own.report().size().fileBytes() + MIB - 1) / MIB * MIB);
      return facts;
    }
    DatabaseConfiguration.Address address = DatabaseConfiguration.address(configuration.get());
    facts.put("type", address.type());
    facts.put("name", address.name());
    facts.put("hostname", address.host());
    facts.put("port", address.port());
    facts.putNull("used_space");
    return facts;
  }
}

package io.opsagent.weaving;

import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * The weaving of one JVM: installs the front filter at once and brings Byte Buddy up behind it.
 *
 * <p>{@link #install} is for {@code premain} and takes a few milliseconds; {@link #prepare} is for
 * a thread of the agent and takes some hundred.
 */
public final class Weaving {
  private final Instrumentation instrumentation;
  private final List<Plugin> plugins;
  private final Linker linker;
  private final FrontFilter filter;
  private final Bridge bridge;

  private Weaving(Instrumentation instrumentation, List<Plugin> plugins, Bridge bridge) {
    this.instrumentation = instrumentation;
    this.plugins = plugins;
    this.bridge = bridge;
    this.linker = new Linker(plugins);
    this.filter = new FrontFilter(plugins);
  }

  /** Puts the front filter in place. The bridge must have been defined before. */
  public static Weaving install(
      Instrumentation instrumentation, List<Plugin> plugins, Bridge bridge) throws Exception {
    Weaving weaving = new Weaving(instrumentation, plugins, bridge);
    bridge.connect(weaving.linker.handle());
    instrumentation.addTransformer(weaving.filter, true);
    return weaving;
  }

  /** Loads Byte Buddy, lets the filter weave, and takes up classes that were loaded before. */
  public void prepare() throws Exception {
    try {
      filter.ready(new Weaver(plugins, linker, bridge.bootstrapMethod()));
    } catch (Throwable t) {
      // Releases the classes that wait.
      filter.stop();
      filter.ready(null);
      throw t;
    }
    filter.catchUp(instrumentation);
  }

  public FrontFilter filter() {
    return filter;
  }

  public Linker linker() {
    return linker;
  }

  public List<Plugin> plugins() {
    return plugins;
  }
}

package io.opsagent.weaving;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The weaving of one JVM: installs the front filter at once and brings Byte Buddy up behind it.
 *
 * <p>{@link #install} is for {@code premain} and takes a few milliseconds; {@link #prepare} is for
 * a thread of the agent and takes some hundred. A plug-in that was never on is not woven at all;
 * once it was, its call sites stay and are switched.
 */
public final class Weaving {
  private final Instrumentation instrumentation;
  private final List<Plugin> plugins;
  private final Linker linker;
  private final FrontFilter filter;
  private final Bridge bridge;
  private boolean prepared;
  private boolean removed;

  private Weaving(
      Instrumentation instrumentation,
      List<Plugin> plugins,
      Collection<Plugin> wanted,
      boolean on,
      Bridge bridge) {
    this.instrumentation = instrumentation;
    this.plugins = Collections.unmodifiableList(new ArrayList<>(plugins));
    this.bridge = bridge;
    this.linker = new Linker(plugins, false);
    this.filter = new FrontFilter(plugins, wanted);
    for (Plugin plugin : wanted) {
      linker.turn(plugin, on);
    }
  }

  /** Puts the front filter in place, all plug-ins on. The bridge must have been defined before. */
  public static Weaving install(
      Instrumentation instrumentation, List<Plugin> plugins, Bridge bridge) throws Exception {
    return install(instrumentation, plugins, plugins, true, bridge);
  }

  /**
   * Puts the front filter in place. The bridge must have been defined before.
   *
   * @param plugins all that can ever be switched on
   * @param wanted those that are woven from the start
   * @param on whether the wanted ones are on from the start; else each waits for {@link #turn}, as
   *     where classes are loaded already and are woven one after the other
   */
  public static Weaving install(
      Instrumentation instrumentation,
      List<Plugin> plugins,
      Collection<Plugin> wanted,
      boolean on,
      Bridge bridge)
      throws Exception {
    Weaving weaving = new Weaving(instrumentation, plugins, wanted, on, bridge);
    bridge.connect(weaving.linker.handle());
    instrumentation.addTransformer(weaving.filter, true);
    return weaving;
  }

  /** Loads Byte Buddy, lets the filter weave, and takes up classes that were loaded before. */
  public synchronized void prepare() throws Exception {
    if (prepared || removed) {
      return;
    }
    prepared = true;
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

  /**
   * Takes up classes again that were let pass, when the application has come up: one whose loading
   * had begun while the JVM's classes were listed was not among them.
   */
  public synchronized void catchUp() {
    if (prepared && !removed && filter.hasMissed()) {
      filter.catchUp(instrumentation);
    }
  }

  /**
   * Gives back the memory that only weaving needs, when nothing was woven for a minute. Any thread;
   * to be called now and then. Never waits.
   */
  public void rest() {
    filter.rest(System.nanoTime());
  }

  /**
   * Switches a plug-in for the whole JVM. Its classes are woven the first time that it is on; after
   * that call sites are switched, at no cost for those who call them while they are off. Takes some
   * milliseconds; on a thread of the agent.
   *
   * @throws Exception if Byte Buddy, which the first plug-in needs, does not come up
   */
  public synchronized void turn(Plugin plugin, boolean on) throws Exception {
    if (removed) {
      return;
    }
    if (on) {
      prepare();
      filter.want(plugin, instrumentation);
    }
    linker.turn(plugin, on);
  }

  /** Whether a plug-in is on. */
  public boolean isOn(Plugin plugin) {
    return linker.isOn(plugin);
  }

  /** Closes the circuit breakers of a plug-in's join points, so that they are tried again. */
  public synchronized void resetBreakers(Plugin plugin) {
    linker.reset(plugin);
  }

  /**
   * Takes everything back: call sites do nothing, new ones find no linker, classes get back the
   * methods that they had, the transformer goes. The bridge stays, as no class of the boot loader
   * can be unloaded. Takes some milliseconds for each woven class.
   */
  public synchronized void remove() {
    if (removed) {
      return;
    }
    removed = true;
    for (Plugin plugin : plugins) {
      linker.turn(plugin, false);
    }
    bridge.disconnect();
    linker.release();
    filter.restore(instrumentation);
    filter.ready(null);
    instrumentation.removeTransformer(filter);
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

package io.opsagent.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Links call sites of advised classes to bindings. Called by the bridge on an application thread,
 * inside a request: takes no lock that class loading takes, logs nothing, and links nothing when it
 * finds itself nested.
 *
 * <p>Linking is also the version check: a binding that needs what this version of the server does
 * not have fails here or in its first calls, is switched off for that class loader, and is named in
 * the report.
 */
public final class Linker {
  /** Join points times class loaders; a guard against class loaders that come and go. */
  private static final int MAX_LINKED = 2_000;

  /** JDK 24 and later have none, and will lose the classes that we ask for here. */
  private static final boolean MAY_HAVE_SECURITY_MANAGER =
      System.getProperty("java.specification.version", "1.8").compareTo("24") < 0;

  private final List<PluginSwitch> switches = new ArrayList<>();
  private final List<PluginSwitch> switchOf = new ArrayList<>();
  private final List<JoinPoint> joinPoints = new ArrayList<>();
  private final Set<String> bindingPackages = new HashSet<>();
  private final ClassLoader engine;
  private final Set<Thread> linking = ConcurrentHashMap.newKeySet();

  // Weak on both sides: the value refers to the key. Its call sites keep a binding loader alive.
  private final Map<ClassLoader, WeakReference<BindingLoader>> bindingLoaders = new WeakHashMap<>();
  private @Nullable WeakReference<BindingLoader> bootBindingLoader;
  private final List<LinkedJoinPoint> linked = new ArrayList<>();
  private int unlisted;
  private volatile boolean released;

  /** A linker for these plug-ins, all of them on; join points are numbered as they come. */
  public Linker(List<Plugin> plugins) {
    this(plugins, true);
  }

  /**
   * A linker for these plug-ins; join points are numbered as they come.
   *
   * @param on whether the plug-ins are on at first
   */
  Linker(List<Plugin> plugins, boolean on) {
    this(plugins, on, Linker.class.getClassLoader());
  }

  /** A linker whose binding loaders read their classes from that loader. */
  Linker(List<Plugin> plugins, boolean on, ClassLoader engine) {
    this.engine = engine;
    for (Plugin plugin : plugins) {
      PluginSwitch pluginSwitch = new PluginSwitch(plugin, on);
      switches.add(pluginSwitch);
      bindingPackages.add(plugin.bindingPackage());
      for (JoinPoint joinPoint : plugin.joinPoints()) {
        switchOf.add(pluginSwitch);
        joinPoints.add(joinPoint);
      }
    }
  }

  /** The handle that the bridge calls: {@code (Lookup, String, MethodType, int)Object}. */
  public MethodHandle handle() throws NoSuchMethodException, IllegalAccessException {
    return MethodHandles.lookup()
        .bind(
            this,
            MAY_HAVE_SECURITY_MANAGER ? "linkPrivileged" : "link",
            MethodType.methodType(
                Object.class,
                MethodHandles.Lookup.class,
                String.class,
                MethodType.class,
                int.class));
  }

  int numberOf(JoinPoint joinPoint) {
    return joinPoints.indexOf(joinPoint);
  }

  /** What was linked so far, for the report. */
  public List<LinkedJoinPoint> linked() {
    synchronized (linked) {
      return new ArrayList<>(linked);
    }
  }

  /**
   * As {@link #link}, whatever the application on the stack may do: a page that a security manager
   * allows nothing must not decide what is linked.
   */
  @Nullable Object linkPrivileged(
      MethodHandles.Lookup caller, String name, MethodType type, int number) {
    // No lambda: linking one takes locks of its own.
    return AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Object>() {
          @Override
          public @Nullable Object run() {
            return link(caller, name, type, number);
          }
        });
  }

  /**
   * Links one call site; null leaves it without effect for good, which is for calls that are none
   * of ours, come in the middle of linking, or of more class loaders than can be kept account of.
   */
  @Nullable Object link(MethodHandles.Lookup caller, String name, MethodType type, int number) {
    Thread thread = Thread.currentThread();
    if (number < 0 || number >= joinPoints.size() || !linking.add(thread)) {
      return null;
    }
    try {
      ClassLoader target = caller.lookupClass().getClassLoader();
      LinkedJoinPoint state = stateOf(number, target);
      if (state == null) {
        return null;
      }
      SwitchableCallSite callSite = new SwitchableCallSite(name, type, target);
      // First of all: who switches it on sees it in the list, or is seen by the next line.
      state.add(callSite);
      if (state.isWanted()) {
        bind(state, callSite);
        state.update();
      }
      if (released) {
        callSite.release();
      }
      return callSite.callSite();
    } finally {
      linking.remove(thread);
    }
  }

  /**
   * Switches a plug-in: all its call sites, and those that are linked later. Call sites that were
   * linked while it was off get their advice here, on the calling thread.
   */
  void turn(Plugin plugin, boolean on) {
    for (PluginSwitch pluginSwitch : switches) {
      if (pluginSwitch.plugin() == plugin) {
        pluginSwitch.set(on);
        for (LinkedJoinPoint state : linked()) {
          if (state.belongsTo(pluginSwitch)) {
            refresh(state);
          }
        }
      }
    }
  }

  /** Lets all call sites, also those that are being linked, do nothing for good. */
  void release() {
    released = true;
    for (LinkedJoinPoint state : linked()) {
      state.release();
    }
  }

  /** Closes the circuit breakers of a plug-in, so that what failed is tried again. */
  void reset(Plugin plugin) {
    for (LinkedJoinPoint state : linked()) {
      if (state.belongsTo(switchOf(plugin))) {
        state.reset();
        refresh(state);
      }
    }
  }

  boolean isOn(Plugin plugin) {
    return switchOf(plugin).isOn();
  }

  private PluginSwitch switchOf(Plugin plugin) {
    for (PluginSwitch pluginSwitch : switches) {
      if (pluginSwitch.plugin() == plugin) {
        return pluginSwitch;
      }
    }
    throw new IllegalArgumentException("not a plug-in of this linker: " + plugin.name());
  }

  private void refresh(LinkedJoinPoint state) {
    if (state.isWanted()) {
      for (SwitchableCallSite callSite : state.callSites()) {
        if (!callSite.isBound()) {
          bind(state, callSite);
        }
      }
    }
    state.update();
  }

  private void bind(LinkedJoinPoint state, SwitchableCallSite callSite) {
    try {
      Class<?> advice =
          Class.forName(state.place().adviceClassName(), true, bindingLoader(callSite.target()));
      MethodHandle method =
          MethodHandles.publicLookup().findStatic(advice, callSite.name(), callSite.type());
      callSite.bind(state.guard(method));
    } catch (VirtualMachineError e) {
      // The first call came with the stack or heap used up. The JVM asks again at the next one.
      throw e;
    } catch (Throwable t) {
      state.cannotLink(t);
    }
  }

  private BindingLoader bindingLoader(@Nullable ClassLoader target) {
    synchronized (bindingLoaders) {
      WeakReference<BindingLoader> known =
          target == null ? bootBindingLoader : bindingLoaders.get(target);
      BindingLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader = new BindingLoader(engine, target, bindingPackages);
        WeakReference<BindingLoader> reference = new WeakReference<>(loader);
        if (target == null) {
          bootBindingLoader = reference;
        } else {
          bindingLoaders.put(target, reference);
        }
      }
      return loader;
    }
  }

  private @Nullable LinkedJoinPoint stateOf(int number, @Nullable ClassLoader target) {
    JoinPoint joinPoint = joinPoints.get(number);
    String loader =
        target == null
            ? "boot"
            : target.getClass().getName()
                + "@"
                + Integer.toHexString(System.identityHashCode(target));
    synchronized (linked) {
      for (LinkedJoinPoint state : linked) {
        if (state.is(joinPoint, loader)) {
          return state;
        }
      }
      if (linked.size() >= MAX_LINKED) {
        linked.removeIf(gone -> gone.callSites().isEmpty());
      }
      if (linked.size() >= MAX_LINKED) {
        unlisted++;
        return null;
      }
      LinkedJoinPoint state = new LinkedJoinPoint(switchOf.get(number), joinPoint, loader);
      linked.add(state);
      return state;
    }
  }

  /** Calls of join points that were left without effect, because too many are linked already. */
  public int unlisted() {
    synchronized (linked) {
      return unlisted;
    }
  }
}

package io.opsagent.agent.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives JNA native access before OSHI loads it, so that no JDK prints its "restricted method"
 * warning on the application's standard error (docs/spec/platform-facts.md D).
 *
 * <p>All unnamed modules of a JVM share one switch for native access, which is the application's to
 * decide. So JNA becomes a named module of the agent loader, and only that one is switched. Must be
 * called before the first class of JNA is loaded, and after the bridge has opened {@code
 * java.lang}.
 */
final class NativeAccess {
  private static final Logger LOG = LoggerFactory.getLogger(NativeAccess.class);
  private static final String MODULE = "com.sun.jna";
  private static final String PACKAGES = "META-INF/opsagent-jna-packages.index";

  private NativeAccess() {}

  /** Enables it from what packaging wrote down; without it JNA works, but a new JDK warns. */
  static void enableIfPossible() {
    ClassLoader loader = NativeAccess.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(PACKAGES)) {
      if (in != null) {
        String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        enable(loader, lines.lines().collect(Collectors.toUnmodifiableSet()));
      }
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      LOG.warn("JNA gets no native access of its own", e);
    }
  }

  /**
   * Defines the module over the packages of the jar.
   *
   * @param packages all packages below {@code com.sun.jna}
   * @throws ReflectiveOperationException on a JDK that does it another way; JNA works all the same
   */
  static void enable(ClassLoader loader, Set<String> packages) throws ReflectiveOperationException {
    ModuleDescriptor descriptor =
        ModuleDescriptor.newOpenModule(MODULE)
            .requires("java.base")
            .requires("java.logging")
            .packages(packages)
            .build();
    Configuration boot = ModuleLayer.boot().configuration();
    Configuration configuration =
        boot.resolve(finderOf(descriptor), ModuleFinder.of(), Set.of(MODULE));
    ModuleLayer layer =
        ModuleLayer.defineModules(configuration, List.of(ModuleLayer.boot()), name -> loader)
            .layer();
    Module module = layer.findModule(MODULE).orElseThrow();
    // Present since native access can be denied; where it is absent there is no warning either.
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Module.class, MethodHandles.lookup());
    try {
      lookup
          .findVirtual(
              Module.class, "implAddEnableNativeAccess", MethodType.methodType(Module.class))
          .invoke(module);
    } catch (ReflectiveOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  private static ModuleFinder finderOf(ModuleDescriptor descriptor) {
    ModuleReference reference =
        new ModuleReference(descriptor, URI.create("opsagent:" + MODULE)) {
          @Override
          public ModuleReader open() {
            throw new UnsupportedOperationException("its classes come from the agent loader");
          }
        };
    return new ModuleFinder() {
      @Override
      public Optional<ModuleReference> find(String name) {
        return name.equals(MODULE) ? Optional.of(reference) : Optional.empty();
      }

      @Override
      public Set<ModuleReference> findAll() {
        return Set.of(reference);
      }
    };
  }
}

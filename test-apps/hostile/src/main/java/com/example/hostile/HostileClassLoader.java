package com.example.hostile;

/** The context class loader of the application's threads; it only hands on. */
final class HostileClassLoader extends ClassLoader {
  HostileClassLoader(ClassLoader parent) {
    super("hostile", parent);
  }
}

package com.example.hostile;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Map;
import java.util.TreeMap;

/** Calls functions of the C library through the application's own JNA. */
final class NativeCheck implements Check {
  private static final CLibrary C = Native.load("c", CLibrary.class);

  /** The functions that are called; public because JNA makes a proxy of it. */
  public interface CLibrary extends Library {
    /** Returns the absolute value. */
    int abs(int number);

    /** Returns the number of bytes before the first zero byte. */
    long strlen(String text);
  }

  @Override
  public Map<String, ?> run() {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("abs", C.abs(-42));
    seen.put("strlen", C.strlen("hostile"));
    seen.put("version", Native.VERSION);
    return seen;
  }
}

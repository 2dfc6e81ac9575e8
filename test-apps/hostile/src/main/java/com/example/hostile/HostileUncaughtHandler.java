package com.example.hostile;

/** The application's own handler of what no thread handles; named, so that reports are stable. */
final class HostileUncaughtHandler implements Thread.UncaughtExceptionHandler {
  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    System.err.println("uncaught in " + thread.getName() + ": " + error);
  }
}

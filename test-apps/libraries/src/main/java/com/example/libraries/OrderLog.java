package com.example.libraries;

import org.jspecify.annotations.Nullable;

/** Where the shop logs, whatever library that is. */
interface OrderLog {
  void info(String message);

  void warn(String message);

  void error(String message, @Nullable Throwable exception);
}

package com.example.hostile;

/** The application's own MBean; public because a standard MBean's interface must be. */
public interface HostileMBean {
  /** Returns the mood of the application. */
  String getMood();
}

package com.example.hostile;

/** What is behind {@link HostileMBean}. */
final class Hostile implements HostileMBean {
  static final String NAME = "com.example.hostile:type=Hostile";

  @Override
  public String getMood() {
    return "hostile";
  }
}

package io.opsagent.undertow;

import java.nio.ByteBuffer;

/** Positions of a row of buffers before they are read or written. */
final class Positions {
  private static final int[] NONE = {};

  private Positions() {}

  /** Never throws: what is wrong with the arguments is the next conduit's business. */
  static int[] of(ByteBuffer[] buffers, int offset, int length) {
    if (length <= 0 || offset < 0 || length > buffers.length - offset) {
      return NONE;
    }
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = buffers[offset + i].position();
    }
    return positions;
  }
}

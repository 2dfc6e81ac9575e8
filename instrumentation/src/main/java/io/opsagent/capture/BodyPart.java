package io.opsagent.capture;

/**
 * One part of a multipart body, without its content. Immutable; read on the drain thread.
 *
 * <p>The header is raw and cut after {@link #MAX_HEADER_BYTES}.
 */
public final class BodyPart {
  /** Bytes that are kept of the header of one part. */
  public static final int MAX_HEADER_BYTES = 1024;

  private final byte[] header;
  private final long contentBytes;
  private final boolean complete;

  BodyPart(byte[] header, long contentBytes, boolean complete) {
    this.header = header;
    this.contentBytes = contentBytes;
    this.complete = complete;
  }

  /** The lines of its header as they passed; must not be changed. */
  public byte[] header() {
    return header;
  }

  /** Bytes of its content that passed. */
  public long contentBytes() {
    return contentBytes;
  }

  /** Whether the boundary behind it has passed. */
  public boolean isComplete() {
    return complete;
  }
}

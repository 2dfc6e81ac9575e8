package io.opsagent.capture;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A bounded copy of the bytes of one body as they pass (docs/spec/instrumentation.md section 4).
 *
 * <p>The total is always counted; bytes are copied only while the copy is armed, up to its limit
 * and within the common {@link BodyMemory}. No position, limit or mark of a foreign buffer ever
 * changes. Chunks are fresh arrays and not pooled: an application thread that still writes to a
 * finished answer must never be able to write into another exchange's body.
 *
 * <p>One writer at a time, as the container guarantees for a body; read on the drain thread. Any
 * thread may {@link #discard} it meanwhile.
 */
public final class BodyCapture {
  /** Nothing has been decided yet. */
  static final byte UNDECIDED = 0;

  /** Bytes are counted only. */
  static final byte COUNTING = 1;

  /** Bytes are copied. */
  static final byte COPYING = 2;

  static final int FIRST_CHUNK_BYTES = 1024;
  static final int MAX_CHUNK_BYTES = 8 * 1024;

  private static final AtomicIntegerFieldUpdater<BodyCapture> RESERVED =
      AtomicIntegerFieldUpdater.newUpdater(BodyCapture.class, "reservedBytes");

  private final BodyMemory memory;
  private byte mode = UNDECIDED;
  private int limitBytes;
  private long totalBytes;
  private int copiedBytes;
  private volatile int reservedBytes;
  private volatile boolean discarded;
  private boolean outOfMemoryBudget;
  private byte @Nullable [] @Nullable [] chunks;
  private int chunkCount;
  private int lastChunkUsed;
  private @Nullable String mediaType;
  private @Nullable String contentEncoding;

  BodyCapture(BodyMemory memory) {
    this.memory = memory;
  }

  /** Whether {@link #copyUpTo} or {@link #countOnly} was called. */
  boolean isDecided() {
    return mode != UNDECIDED;
  }

  boolean isCopying() {
    return mode == COPYING;
  }

  void copyUpTo(int limitBytes, @Nullable String mediaType, @Nullable String contentEncoding) {
    this.mode = COPYING;
    this.limitBytes = limitBytes;
    this.mediaType = mediaType;
    this.contentEncoding = contentEncoding;
  }

  void countOnly(@Nullable String mediaType) {
    this.mode = COUNTING;
    this.mediaType = mediaType;
  }

  /** Forgets what was copied and counted, because an error page replaces it. */
  void restart() {
    releaseChunks();
    mode = UNDECIDED;
    totalBytes = 0;
    copiedBytes = 0;
    outOfMemoryBudget = false;
  }

  /** Counts bytes that pass without being visible, as with sendfile. */
  public void count(long bytes) {
    totalBytes += bytes;
  }

  /** Bytes of an array that pass now. */
  public void append(byte[] source, int offset, int length) {
    totalBytes += length;
    int left = wanted(length);
    while (left > 0) {
      byte[] chunk = chunkWithRoom();
      if (chunk == null) {
        return;
      }
      int step = Math.min(left, chunk.length - lastChunkUsed);
      System.arraycopy(source, offset, chunk, lastChunkUsed, step);
      lastChunkUsed += step;
      copiedBytes += step;
      offset += step;
      left -= step;
    }
  }

  /** Bytes of a buffer that pass now, by absolute position; the buffer is left as it was. */
  public void append(ByteBuffer source, int position, int length) {
    if (source.hasArray()) {
      append(source.array(), source.arrayOffset() + position, length);
      return;
    }
    int left = wanted(length);
    totalBytes += length;
    if (left <= 0) {
      return;
    }
    // Java 8 has no absolute bulk get; a duplicate shares the bytes but not the position.
    ByteBuffer view = source.duplicate();
    ((Buffer) view).limit(position + length);
    ((Buffer) view).position(position);
    while (left > 0) {
      byte[] chunk = chunkWithRoom();
      if (chunk == null) {
        return;
      }
      int step = Math.min(left, chunk.length - lastChunkUsed);
      view.get(chunk, lastChunkUsed, step);
      lastChunkUsed += step;
      copiedBytes += step;
      left -= step;
    }
  }

  /** How many further bytes the copy would take; 0 when bytes are only counted. */
  public int room() {
    return wanted(Integer.MAX_VALUE);
  }

  private int wanted(int length) {
    return mode == COPYING && !outOfMemoryBudget ? Math.min(length, limitBytes - copiedBytes) : 0;
  }

  private byte @Nullable [] chunkWithRoom() {
    byte[][] all = chunks;
    if (all != null && chunkCount > 0) {
      byte[] last = all[chunkCount - 1];
      if (last != null && lastChunkUsed < last.length) {
        return last;
      }
    }
    if (discarded) {
      return null;
    }
    int size = chunkCount == 0 ? FIRST_CHUNK_BYTES : MAX_CHUNK_BYTES;
    size = Math.min(size, limitBytes - copiedBytes);
    if (!memory.reserve(size)) {
      outOfMemoryBudget = true;
      return null;
    }
    RESERVED.addAndGet(this, size);
    if (discarded) {
      // Just now, by another thread: one of the two gives everything back.
      giveBack();
      return null;
    }
    if (all == null) {
      // With chunks counted it was discarded just now, and what is stored here is garbage soon.
      all = new byte[Math.max(4, chunkCount + 1)][];
      chunks = all;
    } else if (chunkCount == all.length) {
      byte[][] more = new byte[all.length * 2][];
      System.arraycopy(all, 0, more, 0, all.length);
      all = more;
      chunks = more;
    }
    byte[] fresh = new byte[size];
    all[chunkCount++] = fresh;
    lastChunkUsed = 0;
    return fresh;
  }

  /** All bytes that passed, copied or not. */
  public long totalBytes() {
    return totalBytes;
  }

  /** Whether a copy was made at all. */
  public boolean isCopied() {
    return mode == COPYING;
  }

  /** Whether the copy lacks bytes that passed. */
  public boolean isTruncated() {
    return mode == COPYING && copiedBytes < totalBytes;
  }

  /** Whether the common memory budget cut the copy short. */
  public boolean isOutOfMemoryBudget() {
    return outOfMemoryBudget;
  }

  /** {@code Content-Type} as it was when the first byte passed. */
  public @Nullable String mediaType() {
    return mediaType;
  }

  /** {@code Content-Encoding} of the copied bytes, or null if they are plain. */
  public @Nullable String contentEncoding() {
    return contentEncoding;
  }

  /** The copied bytes in one array; empty when nothing was copied. */
  public byte[] bytes() {
    byte[] joined = new byte[copiedBytes];
    int at = 0;
    byte[][] all = chunks;
    for (int i = 0; all != null && i < chunkCount; i++) {
      byte[] chunk = all[i];
      if (chunk != null) {
        int used = Math.min(i == chunkCount - 1 ? lastChunkUsed : chunk.length, copiedBytes - at);
        System.arraycopy(chunk, 0, joined, at, used);
        at += used;
      }
    }
    return joined;
  }

  /** Gives the memory back to the budget. Idempotent on one thread. */
  void releaseChunks() {
    giveBack();
    chunks = null;
    chunkCount = 0;
    lastChunkUsed = 0;
    copiedBytes = 0;
  }

  /**
   * Gives the memory back while another thread may still be writing: what it appends from now on is
   * counted and not kept.
   */
  void discard() {
    discarded = true;
    giveBack();
    chunks = null;
  }

  private void giveBack() {
    if (reservedBytes > 0) {
      memory.release(RESERVED.getAndSet(this, 0));
    }
  }
}

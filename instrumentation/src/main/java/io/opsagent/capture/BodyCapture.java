package io.opsagent.capture;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A bounded copy of the bytes of one body as they pass (docs/spec/instrumentation.md section 4).
 *
 * <p>The total is always counted; bytes are copied only while the copy is armed, up to its limit
 * and within the common {@link BodyMemory}. Of a multipart body only the headers of its parts are
 * kept. No position, limit or mark of a foreign buffer ever changes. Chunks are fresh arrays and
 * not pooled: an application thread that still writes to a finished answer must never be able to
 * write into another exchange's body.
 *
 * <p>One writer at a time, as the container guarantees for a body; read on the drain thread. A
 * writer that goes on after the memory was given back gets none any more.
 */
public final class BodyCapture {
  /** Nothing has been decided yet. */
  private static final byte UNDECIDED = 0;

  /** Bytes are counted only. */
  private static final byte COUNTING = 1;

  /** Bytes are copied. */
  private static final byte COPYING = 2;

  /** Bytes are looked through for the boundaries of parts. */
  private static final byte SCANNING = 3;

  static final int FIRST_CHUNK_BYTES = 1024;
  static final int MAX_CHUNK_BYTES = 8 * 1024;

  /** An answer that has been flushed more often, without length and end, is a stream. */
  static final int MAX_FLUSHES = 3;

  /** A buffer that goes out with less in it was flushed; containers send theirs full. */
  private static final int SHORT_PIECE_BYTES = 4 * 1024;

  /** Bytes that must be printable where no media type says that this is text. */
  private static final int PROBE_BYTES = 64;

  /** Value of {@link #reservedBytes} once the memory was given back for good. */
  private static final int CLOSED = -1;

  private static final AtomicIntegerFieldUpdater<BodyCapture> RESERVED =
      AtomicIntegerFieldUpdater.newUpdater(BodyCapture.class, "reservedBytes");

  private final BodyMemory memory;
  private volatile int reservedBytes;
  private byte mode = UNDECIDED;
  private byte flushes;
  private boolean shortPiecesAreFlushes;
  private boolean lengthKnown;
  private boolean probing;
  private @Nullable BodyOmission omission;
  private int limitBytes;
  private long totalBytes;
  private int copiedBytes;
  private byte @Nullable [] @Nullable [] chunks;
  private int chunkCount;
  private int lastChunkUsed;
  private @Nullable MultipartScanner scanner;
  private @Nullable String mediaType;
  private @Nullable String contentEncoding;

  BodyCapture(BodyMemory memory) {
    this.memory = memory;
  }

  /** Whether it was decided what becomes of the bytes. */
  boolean isDecided() {
    return mode != UNDECIDED;
  }

  /**
   * Decides that bytes are copied.
   *
   * @param mediaType if it is null, only what begins with printable text is copied
   */
  void copyUpTo(int limitBytes, @Nullable String mediaType, @Nullable String contentEncoding) {
    this.mode = COPYING;
    this.limitBytes = limitBytes;
    this.mediaType = mediaType;
    this.contentEncoding = contentEncoding;
    this.probing = mediaType == null && contentEncoding == null;
  }

  /** Decides that bytes are counted only. */
  void countOnly(@Nullable String mediaType, BodyOmission reason) {
    this.mode = COUNTING;
    this.mediaType = mediaType;
    this.omission = reason;
  }

  /** Decides that only the headers and sizes of the parts are kept. */
  void scanParts(String boundary, @Nullable String mediaType) {
    this.mediaType = mediaType;
    if (reserve(MultipartScanner.WINDOW_BYTES)) {
      this.mode = SCANNING;
      this.scanner = new MultipartScanner(boundary);
    } else {
      this.mode = COUNTING;
    }
  }

  /** Says that the length was declared, so that flushes do not make the body a stream. */
  void lengthIsKnown() {
    lengthKnown = true;
  }

  /** Forgets what was copied and counted, because an error page replaces it. */
  void restart() {
    giveBack(0);
    mode = UNDECIDED;
    omission = null;
    flushes = 0;
    lengthKnown = false;
    totalBytes = 0;
  }

  /**
   * What has passed so far was flushed on purpose, and the body is not complete. After three times
   * further bytes show that it is a stream, unless its length is known: its copy is given up. For
   * bindings that can tell a flush from a buffer that was full.
   */
  public void flushed() {
    if (flushes <= MAX_FLUSHES) {
      flushes++;
    }
  }

  /**
   * From now on each piece of less than 4 KB counts as {@link #flushed}: for bindings that see what
   * leaves the container's own buffer. Not for those that see each write of the application.
   */
  public void shortPiecesAreFlushes() {
    shortPiecesAreFlushes = true;
  }

  /** Counts bytes that pass without being visible, as with sendfile. */
  public void count(long bytes) {
    totalBytes += bytes;
  }

  /** One byte that passes now; servers read forms byte by byte. */
  public void append(byte value) {
    totalBytes++;
    if (mode == COPYING) {
      giveUpIfStream(1);
      byte[] chunk = wanted(1) > 0 ? chunkWithRoom() : null;
      if (chunk != null) {
        chunk[lastChunkUsed] = value;
        copied(1);
      }
    } else if (mode == SCANNING && scanner != null) {
      scanner.append(new byte[] {value}, 0, 1);
    }
  }

  /** Bytes of an array that pass now. */
  public void append(byte[] source, int offset, int length) {
    totalBytes += length;
    if (mode == COPYING) {
      giveUpIfStream(length);
      copy(source, offset, length);
      if (length < SHORT_PIECE_BYTES && shortPiecesAreFlushes) {
        flushed();
      }
    } else if (mode == SCANNING && scanner != null) {
      scanner.append(source, offset, length);
    }
  }

  private void copy(byte[] source, int offset, int length) {
    int left = wanted(length);
    while (left > 0) {
      byte[] chunk = chunkWithRoom();
      if (chunk == null) {
        return;
      }
      int step = Math.min(left, chunk.length - lastChunkUsed);
      System.arraycopy(source, offset, chunk, lastChunkUsed, step);
      copied(step);
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
    totalBytes += length;
    if (mode == COPYING) {
      giveUpIfStream(length);
      copy(source, position, length);
      if (length < SHORT_PIECE_BYTES && shortPiecesAreFlushes) {
        flushed();
      }
    } else if (mode == SCANNING && scanner != null) {
      scanner.append(source, position, length);
    }
  }

  private void copy(ByteBuffer source, int position, int length) {
    int left = wanted(length);
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
      copied(step);
      left -= step;
    }
  }

  private void copied(int bytes) {
    lastChunkUsed += bytes;
    copiedBytes += bytes;
    if (probing) {
      probe();
    }
  }

  /** Without a media type the first bytes decide. */
  private void probe() {
    byte[][] all = chunks;
    byte[] first = all == null ? null : all[0];
    int seen = Math.min(copiedBytes, PROBE_BYTES);
    probing = seen < PROBE_BYTES;
    if (first != null && !TextTypes.isPrintable(first, seen)) {
      giveUp(BodyOmission.NOT_TEXT);
    }
  }

  /** Not once the copy is full: then short pieces are those of a client that reads slowly. */
  private void giveUpIfStream(int length) {
    if (flushes >= MAX_FLUSHES && !lengthKnown && wanted(length) > 0) {
      giveUp(BodyOmission.STREAM);
    }
  }

  private void giveUp(BodyOmission reason) {
    giveBack(0);
    mode = COUNTING;
    omission = reason;
    probing = false;
  }

  /** How many further bytes the copy would take; 0 when bytes are only counted. */
  public int room() {
    return wanted(Integer.MAX_VALUE);
  }

  private int wanted(int length) {
    if (mode == SCANNING) {
      return length;
    }
    return mode == COPYING && omission == null ? Math.min(length, limitBytes - copiedBytes) : 0;
  }

  private boolean reserve(int bytes) {
    if (!memory.reserve(bytes)) {
      omission = BodyOmission.MEMORY_BUDGET;
      return false;
    }
    int before;
    do {
      before = reservedBytes;
      if (before == CLOSED) {
        memory.release(bytes);
        return false;
      }
    } while (!RESERVED.compareAndSet(this, before, before + bytes));
    return true;
  }

  private byte @Nullable [] chunkWithRoom() {
    byte[][] all = chunks;
    int count = chunkCount;
    if (all != null && count > 0) {
      byte[] last = all[count - 1];
      if (last != null && lastChunkUsed < last.length) {
        return last;
      }
    }
    int size = chunkCount == 0 ? FIRST_CHUNK_BYTES : MAX_CHUNK_BYTES;
    size = Math.min(size, limitBytes - copiedBytes);
    if (!reserve(size)) {
      return null;
    }
    if (all == null) {
      all = new byte[4][];
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
    return omission == BodyOmission.MEMORY_BUDGET;
  }

  /** Why bytes that passed were not copied, or null if there is no other reason than the limit. */
  public @Nullable BodyOmission omission() {
    return omission;
  }

  /** Whether this is a multipart body of which the parts are listed. */
  public boolean hasParts() {
    return mode == SCANNING;
  }

  /**
   * The parts of a multipart body, complete once it has ended; empty for other bodies. To be called
   * by the drain only.
   */
  public List<BodyPart> parts() {
    MultipartScanner parts = scanner;
    if (parts == null) {
      return Collections.<BodyPart>emptyList();
    }
    parts.finish();
    return parts.parts();
  }

  /** Parts that were too many to be listed; known after {@link #parts}. */
  public int partsLeftOut() {
    return scanner == null ? 0 : scanner.partsLeftOut();
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
    int copied = copiedBytes;
    byte[] joined = new byte[copied];
    int at = 0;
    byte[][] all = chunks;
    int count = chunkCount;
    for (int i = 0; all != null && i < count; i++) {
      byte[] chunk = all[i];
      if (chunk != null) {
        int used = Math.min(i == count - 1 ? lastChunkUsed : chunk.length, copied - at);
        System.arraycopy(chunk, 0, joined, at, used);
        at += used;
      }
    }
    return joined;
  }

  /** Gives the memory back to the budget for good. Idempotent; any thread. */
  void releaseChunks() {
    giveBack(CLOSED);
  }

  private void giveBack(int thenReserved) {
    int held;
    do {
      held = reservedBytes;
      if (held == CLOSED) {
        return;
      }
    } while (!RESERVED.compareAndSet(this, held, thenReserved));
    if (held > 0) {
      memory.release(held);
    }
    chunks = null;
    chunkCount = 0;
    lastChunkUsed = 0;
    copiedBytes = 0;
    scanner = null;
  }
}

package io.opsagent.capture;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a multipart body while it passes (RFC 2046 5.1.1): the header of each, and how
 * long its content is. Contents are looked through for the next boundary and forgotten.
 *
 * <p>Bytes are collected in a window of fixed size, which is searched when it is full, so that many
 * small pieces cost no more than a few large ones. At most {@value #MAX_PARTS} parts are kept, of
 * each a header of 1 KB; further ones are counted. What is malformed is read as far as it goes.
 *
 * <p>One writer at a time; {@link #finish} once, when there are no more bytes.
 */
final class MultipartScanner {
  static final int WINDOW_BYTES = 8 * 1024;
  static final int MAX_PARTS = 64;

  /** RFC 2046 5.1.1. */
  static final int MAX_BOUNDARY_CHARS = 70;

  /** Blanks behind a boundary, which transports may add. */
  private static final int MAX_PADDING_BYTES = 64;

  private enum State {
    /** In front of the first boundary or in the content of a part. */
    SEEKING,
    /** Right behind a boundary: it is one only if its line ends here. */
    BEHIND_BOUNDARY,
    HEADER,
    /** Behind the last boundary. */
    OVER
  }

  private final byte[] delimiter;

  /** For each byte how far the search may go on if it stands at the end of the place looked at. */
  private final byte[] skips = new byte[256];

  private final byte[] window = new byte[WINDOW_BYTES];
  private final List<BodyPart> parts = new ArrayList<BodyPart>(4);
  private State state = State.SEEKING;

  /** Index in the body of the first byte of the window. */
  private long base;

  private int used;
  private int at;
  private long delimiterFrom;
  private boolean partOpen;
  private long contentFrom;
  private byte[] header = new byte[256];
  private int headerUsed;
  private int lineBytes;
  private int partsLeftOut;

  MultipartScanner(String boundary) {
    delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    int last = delimiter.length - 1;
    Arrays.fill(skips, (byte) delimiter.length);
    for (int i = 0; i < last; i++) {
      skips[delimiter[i] & 0xff] = (byte) (last - i);
    }
    // The first boundary has no line in front of it.
    window[0] = '\r';
    window[1] = '\n';
    used = 2;
    base = -2;
  }

  /** The boundary that a content type names, or null if it names none that is allowed. */
  static @Nullable String boundaryOf(String contentType) {
    String boundary = MediaTypes.parameter(contentType, "boundary");
    if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_CHARS) {
      return null;
    }
    for (int i = 0; i < boundary.length(); i++) {
      if (boundary.charAt(i) < ' ' || boundary.charAt(i) > '~') {
        return null;
      }
    }
    return boundary;
  }

  void append(byte[] source, int offset, int length) {
    while (length > 0 && state != State.OVER) {
      int step = Math.min(length, window.length - used);
      System.arraycopy(source, offset, window, used, step);
      used += step;
      offset += step;
      length -= step;
      searchIfFull();
    }
  }

  void append(ByteBuffer source, int position, int length) {
    ByteBuffer view = source.duplicate();
    ((Buffer) view).limit(position + length);
    ((Buffer) view).position(position);
    while (view.hasRemaining() && state != State.OVER) {
      int step = Math.min(view.remaining(), window.length - used);
      view.get(window, used, step);
      used += step;
      searchIfFull();
    }
  }

  private void searchIfFull() {
    if (used == window.length) {
      search();
    }
  }

  /** Looks through the window, keeps of it only what must be seen together with what follows. */
  private void search() {
    boolean more = true;
    while (more) {
      switch (state) {
        case SEEKING:
          more = seek();
          break;
        case BEHIND_BOUNDARY:
          more = endOfBoundary();
          break;
        case HEADER:
          more = readHeader();
          break;
        default:
          at = used;
          more = false;
      }
    }
    int rest = used - at;
    System.arraycopy(window, at, window, 0, rest);
    base += at;
    used = rest;
    at = 0;
  }

  /** Boyer, Moore and Horspool's search: looks at one byte of thirty, with a usual boundary. */
  private boolean seek() {
    int last = delimiter.length - 1;
    int from = at;
    while (from + last < used) {
      byte end = window[from + last];
      if (end == delimiter[last] && isDelimiterAt(from)) {
        delimiterFrom = base + from;
        at = from + delimiter.length;
        state = State.BEHIND_BOUNDARY;
        return true;
      }
      from += skips[end & 0xff];
    }
    at = Math.min(from, used);
    return false;
  }

  private boolean isDelimiterAt(int from) {
    for (int i = 0; i < delimiter.length; i++) {
      if (window[from + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean endOfBoundary() {
    if (at == used) {
      return false;
    }
    if (window[at] == '-') {
      if (at + 1 == used) {
        return false;
      }
      boolean isLast = window[at + 1] == '-';
      if (isLast) {
        closePart(delimiterFrom, true);
      }
      state = isLast ? State.OVER : State.SEEKING;
      return true;
    }
    int end = at;
    while (end < used && isBlank(window[end]) && end - at < MAX_PADDING_BYTES) {
      end++;
    }
    if (end < used && window[end] == '\r') {
      end++;
    }
    if (end == used) {
      return false;
    }
    if (window[end] == '\n') {
      closePart(delimiterFrom, true);
      at = end + 1;
      state = State.HEADER;
      partOpen = true;
      headerUsed = 0;
      lineBytes = 0;
      contentFrom = -1;
    } else {
      // A longer boundary that begins with this one, or a chance.
      state = State.SEEKING;
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private boolean readHeader() {
    while (at < used) {
      byte b = window[at++];
      if (b == '\n' && lineBytes == 0) {
        contentFrom = base + at;
        state = State.SEEKING;
        return true;
      }
      if (b != '\r' || lineBytes > 0) {
        keepOfHeader(b);
      }
      lineBytes = b == '\n' ? 0 : b == '\r' ? lineBytes : lineBytes + 1;
    }
    return false;
  }

  private void keepOfHeader(byte b) {
    if (headerUsed < BodyPart.MAX_HEADER_BYTES && parts.size() < MAX_PARTS) {
      if (headerUsed == header.length) {
        header = Arrays.copyOf(header, BodyPart.MAX_HEADER_BYTES);
      }
      header[headerUsed++] = b;
    }
  }

  private void closePart(long contentTo, boolean complete) {
    if (!partOpen) {
      return;
    }
    partOpen = false;
    if (parts.size() == MAX_PARTS) {
      partsLeftOut++;
      return;
    }
    long bytes = contentFrom < 0 ? 0 : Math.max(0, contentTo - contentFrom);
    parts.add(new BodyPart(Arrays.copyOf(header, headerUsed), bytes, complete));
  }

  /** Reads what is left in the window; a part whose end has not passed is listed as it is. */
  void finish() {
    if (state != State.OVER) {
      search();
      boolean boundaryWasLast = state == State.BEHIND_BOUNDARY;
      closePart(boundaryWasLast ? delimiterFrom : base + used, boundaryWasLast);
      state = State.OVER;
    }
  }

  /** The parts in their order. */
  List<BodyPart> parts() {
    return parts;
  }

  /** Parts beyond {@link #MAX_PARTS}. */
  int partsLeftOut() {
    return partsLeftOut;
  }
}

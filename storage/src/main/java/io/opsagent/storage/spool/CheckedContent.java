package io.opsagent.storage.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * The content of a spool file: a version, what somebody writes behind it, and a check sum over
 * both, so that a file that was cut off by the end of the process is known as such.
 */
final class CheckedContent {
  private CheckedContent() {}

  /** What is written between version and check sum. */
  interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }

  static byte[] write(int version, Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(version);
      body.writeTo(out);
      out.writeLong(checkSum(bytes.toByteArray(), bytes.size()));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("Rows could not be written to memory", e);
    }
  }

  /**
   * What {@link #write} put between version and check sum.
   *
   * @throws IOException when it is not whole, or of another version
   */
  static DataInputStream read(byte[] bytes, int version) throws IOException {
    int length = bytes.length - Long.BYTES;
    if (length < Integer.BYTES) {
      throw new IOException("it has only " + bytes.length + " bytes");
    }
    DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, length, Long.BYTES));
    if (end.readLong() != checkSum(bytes, length)) {
      throw new IOException("its check sum is wrong");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
    int found = in.readInt();
    if (found != version) {
      throw new IOException("its version is " + found + " and not " + version);
    }
    return in;
  }

  private static long checkSum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }
}

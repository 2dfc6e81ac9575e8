package io.opsagent.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Captures the request body as it is read, until Undertow drains what nobody read. */
final class RequestTee extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final BodyTee tee;

  RequestTee(StreamSourceConduit next, BodyTee tee) {
    super(next);
    this.tee = tee;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int start = target.position();
    try {
      return next.read(target);
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    } finally {
      tee.passed(target, start);
    }
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    int[] starts = Positions.of(targets, offset, length);
    try {
      return next.read(targets, offset, length);
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    } finally {
      tee.passed(targets, offset, starts);
    }
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    try {
      long moved = next.transferTo(position, count, target);
      tee.counted(moved);
      return moved;
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    }
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    try {
      long moved = next.transferTo(count, through, target);
      // What the target did not take is in the buffer, for the caller to write.
      tee.counted(Math.max(moved, 0) + through.remaining());
      return moved;
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    }
  }
}

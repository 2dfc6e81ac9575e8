package io.opsagent.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** Copies what the transport has accepted of an answer. */
final class ResponseTee extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final BodyTee tee;

  ResponseTee(StreamSinkConduit next, BodyTee tee) {
    super(next);
    this.tee = tee;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int start = source.position();
    try {
      return next.write(source);
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    } finally {
      tee.passed(source, start);
    }
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    int[] starts = Positions.of(sources, offset, length);
    try {
      return next.write(sources, offset, length);
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    } finally {
      tee.passed(sources, offset, starts);
    }
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    int start = source.position();
    try {
      return next.writeFinal(source);
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    } finally {
      tee.passed(source, start);
    }
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    int[] starts = Positions.of(sources, offset, length);
    try {
      return next.writeFinal(sources, offset, length);
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    } finally {
      tee.passed(sources, offset, starts);
    }
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) throws IOException {
    try {
      long moved = next.transferFrom(source, position, count);
      tee.counted(moved);
      return moved;
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    }
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    try {
      long moved = next.transferFrom(source, count, through);
      tee.counted(moved);
      return moved;
    } catch (IOException | RuntimeException | Error e) {
      tee.failed(e);
      throw e;
    }
  }
}

package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Copies what the transport has accepted of an answer. Writes are partial and are repeated with the
 * rest, so that only the way a position has moved says what was sent.
 */
final class ResponseTee extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final UndertowRequestState state;
  private final BodyCapture body;

  ResponseTee(StreamSinkConduit next, UndertowRequestState state, BodyCapture body) {
    super(next);
    this.state = state;
    this.body = body;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int start = source.position();
    int written;
    try {
      written = super.write(source);
    } catch (IOException e) {
      throw noted(e);
    }
    passed(source, start);
    return written;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    int[] starts = Positions.of(sources, offset, length);
    long written;
    try {
      written = super.write(sources, offset, length);
    } catch (IOException e) {
      throw noted(e);
    }
    passed(sources, offset, starts);
    return written;
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    int start = source.position();
    int written;
    try {
      written = super.writeFinal(source);
    } catch (IOException e) {
      throw noted(e);
    }
    passed(source, start);
    return written;
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    int[] starts = Positions.of(sources, offset, length);
    long written;
    try {
      written = super.writeFinal(sources, offset, length);
    } catch (IOException e) {
      throw noted(e);
    }
    passed(sources, offset, starts);
    return written;
  }

  @Override
  public long transferFrom(FileChannel source, long position, long count) throws IOException {
    long moved;
    try {
      moved = super.transferFrom(source, position, count);
    } catch (IOException e) {
      throw noted(e);
    }
    counted(moved);
    return moved;
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    long moved;
    try {
      moved = super.transferFrom(source, count, through);
    } catch (IOException e) {
      throw noted(e);
    }
    counted(moved);
    return moved;
  }

  private void passed(ByteBuffer[] buffers, int offset, int[] starts) {
    for (int i = 0; i < starts.length; i++) {
      passed(buffers[offset + i], starts[i]);
    }
  }

  private void passed(ByteBuffer buffer, int start) {
    try {
      int end = buffer.position();
      if (end > start && wanted()) {
        body.append(buffer, start, end - start);
      }
    } catch (Throwable t) {
      ResponseTap.FAILURES.failed(t);
    }
  }

  private void counted(long bytes) {
    if (bytes > 0 && wanted()) {
      body.count(bytes);
    }
  }

  private boolean wanted() {
    return !state.exchange.isEnded() && !ResponseTap.FAILURES.isOpen();
  }

  private IOException noted(IOException failure) {
    state.broken = true;
    return failure;
  }
}

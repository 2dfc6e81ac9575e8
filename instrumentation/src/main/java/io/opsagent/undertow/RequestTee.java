package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Captures the request body as it is read, until Undertow drains what nobody read. */
final class RequestTee extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final UndertowRequestState state;
  private final BodyCapture body;

  RequestTee(StreamSourceConduit next, UndertowRequestState state, BodyCapture body) {
    super(next);
    this.state = state;
    this.body = body;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int start = target.position();
    int read;
    try {
      read = super.read(target);
    } catch (IOException e) {
      throw noted(e);
    }
    if (read > 0) {
      passed(target, start);
    }
    return read;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    int[] starts = Positions.of(targets, offset, length);
    long read;
    try {
      read = super.read(targets, offset, length);
    } catch (IOException e) {
      throw noted(e);
    }
    for (int i = 0; read > 0 && i < length; i++) {
      passed(targets[offset + i], starts[i]);
    }
    return read;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    long moved;
    try {
      moved = super.transferTo(position, count, target);
    } catch (IOException e) {
      throw noted(e);
    }
    counted(moved);
    return moved;
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    long moved;
    try {
      moved = super.transferTo(count, through, target);
    } catch (IOException e) {
      throw noted(e);
    }
    // What the target did not take is in the buffer, for the caller to write.
    counted(Math.max(moved, 0) + through.remaining());
    return moved;
  }

  private void passed(ByteBuffer buffer, int start) {
    try {
      int end = buffer.position();
      if (end > start && wanted()) {
        body.append(buffer, start, end - start);
      }
    } catch (Throwable t) {
      RequestTap.FAILURES.failed(t);
    }
  }

  private void counted(long bytes) {
    if (bytes > 0 && wanted()) {
      body.count(bytes);
    }
  }

  private boolean wanted() {
    return !state.ending && !state.exchange.isEnded() && !RequestTap.FAILURES.isOpen();
  }

  private IOException noted(IOException failure) {
    // A body that is longer than the server allows is refused; that is no word about the client.
    if (!failure.getClass().getName().endsWith(".RequestTooBigException")) {
      state.broken = true;
    }
    return failure;
  }
}

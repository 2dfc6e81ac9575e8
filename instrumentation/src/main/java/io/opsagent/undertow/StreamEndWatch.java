package io.opsagent.undertow;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Notes that an answer on an HTTP/2 stream was written to its end. When a client resets a stream,
 * Undertow ends the exchange as it ends a good one, before the application's next write fails: only
 * whether the end was written tells them apart.
 *
 * <p>The note is made before the end is written, because another thread may send it and end the
 * exchange meanwhile. It is not made after a write that failed: Undertow then writes the end of
 * what nobody gets, while another thread may be ending the exchange.
 */
final class StreamEndWatch extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final UndertowRequestState state;

  StreamEndWatch(StreamSinkConduit next, UndertowRequestState state) {
    super(next);
    this.state = state;
  }

  @Override
  public int writeFinal(ByteBuffer source) throws IOException {
    begin();
    try {
      return next.writeFinal(source);
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    } finally {
      if (source.hasRemaining()) {
        state.endWritten = false;
      }
    }
  }

  @Override
  public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
    begin();
    try {
      return next.writeFinal(sources, offset, length);
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    } finally {
      for (int i = offset; i < offset + length; i++) {
        if (sources[i].hasRemaining()) {
          state.endWritten = false;
        }
      }
    }
  }

  @Override
  public void terminateWrites() throws IOException {
    begin();
    try {
      next.terminateWrites();
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  @Override
  public void awaitWritable() throws IOException {
    try {
      next.awaitWritable();
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  @Override
  public void awaitWritable(long time, TimeUnit unit) throws IOException {
    try {
      next.awaitWritable(time, unit);
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  private void begin() {
    state.endWritten = !state.broken;
  }

  private void failed(Throwable failure) {
    if (failure instanceof IOException && !(failure instanceof InterruptedIOException)) {
      state.broken = true;
    }
    state.endWritten = false;
    try {
      OurFrames.removeFrom(failure);
    } catch (Throwable t) {
      ResponseTap.FAILURES.failed(t);
    }
  }
}

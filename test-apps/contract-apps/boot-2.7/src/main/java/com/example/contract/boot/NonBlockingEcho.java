package com.example.contract.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reads when there is something to read, then writes when there is room. */
final class NonBlockingEcho implements ReadListener, WriteListener {
  private static final int PIECE_BYTES = 4096;

  private final AsyncContext context;
  private final ServletInputStream in;
  private final ServletOutputStream out;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private byte[] answer = new byte[0];
  private int written;

  NonBlockingEcho(AsyncContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    this.context = context;
    this.in = request.getInputStream();
    this.out = response.getOutputStream();
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    while (in.isReady()) {
      int length = in.read(piece);
      if (length < 0) {
        return;
      }
      gathered.write(piece, 0, length);
    }
  }

  @Override
  public void onAllDataRead() {
    answer = gathered.toByteArray();
    out.setWriteListener(this);
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (written == answer.length) {
        context.complete();
        return;
      }
      int length = Math.min(PIECE_BYTES, answer.length - written);
      out.write(answer, written, length);
      written += length;
    }
  }

  @Override
  public void onError(Throwable failure) {
    context.complete();
  }
}

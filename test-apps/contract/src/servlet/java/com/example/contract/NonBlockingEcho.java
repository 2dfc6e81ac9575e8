package com.example.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Reads with a read listener, then writes the same bytes with a write listener. */
final class NonBlockingEcho implements ReadListener, WriteListener {
  private static final int PIECE_BYTES = 4096;

  private final AsyncContext async;
  private final HttpServletResponse response;
  private final ServletInputStream in;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[PIECE_BYTES];
  private ServletOutputStream out;
  private byte[] body;
  private int written;

  private NonBlockingEcho(
      AsyncContext async, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    this.async = async;
    this.response = response;
    this.in = request.getInputStream();
  }

  static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getContentType() != null) {
      response.setContentType(request.getContentType());
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(30_000);
    NonBlockingEcho echo = new NonBlockingEcho(async, request, response);
    echo.in.setReadListener(echo);
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (in.isReady() && !in.isFinished()) {
      int n = in.read(buffer);
      if (n < 0) {
        return;
      }
      read.write(buffer, 0, n);
    }
  }

  @Override
  public void onAllDataRead() throws IOException {
    body = read.toByteArray();
    response.setContentLength(body.length);
    out = response.getOutputStream();
    out.setWriteListener(this);
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (written == body.length) {
        async.complete();
        return;
      }
      int n = Math.min(PIECE_BYTES, body.length - written);
      out.write(body, written, n);
      written += n;
    }
  }

  @Override
  public void onError(Throwable error) {
    async.complete();
  }
}

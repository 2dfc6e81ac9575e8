package com.example.contract.boot;

import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** A response whose stream compresses. */
final class GzipResponse extends HttpServletResponseWrapper {
  private @Nullable Stream stream;

  GzipResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    Stream known = stream;
    if (known == null) {
      setHeader("Content-Encoding", "gzip");
      known = new Stream(super.getOutputStream());
      stream = known;
    }
    return known;
  }

  /** Writes what is left. */
  void finish() throws IOException {
    if (stream != null) {
      stream.gzip.finish();
    }
  }

  /** Bytes go through the compression, everything else to the container's stream. */
  private static final class Stream extends ServletOutputStream {
    private final ServletOutputStream next;
    private final GZIPOutputStream gzip;

    Stream(ServletOutputStream next) throws IOException {
      this.next = next;
      this.gzip = new GZIPOutputStream(next);
    }

    @Override
    public void write(int b) throws IOException {
      gzip.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      gzip.write(bytes, offset, length);
    }

    @Override
    public boolean isReady() {
      return next.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      next.setWriteListener(listener);
    }
  }
}

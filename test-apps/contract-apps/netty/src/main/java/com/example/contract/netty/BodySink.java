package com.example.contract.netty;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Takes the body of one request as it comes. */
interface BodySink {

  /** Does nothing with it. */
  BodySink UNREAD = (content, last) -> {};

  /**
   * The next piece, possibly empty.
   *
   * @param content belongs to the caller
   * @param last whether the body is complete
   */
  void take(ByteBuf content, boolean last);

  /** Gathers it and hands it over when it is complete. */
  static BodySink whole(Consumer<byte[]> then) {
    ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    return (content, last) -> {
      try {
        content.getBytes(content.readerIndex(), gathered, content.readableBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (last) {
        then.accept(gathered.toByteArray());
      }
    };
  }
}

package com.example.contract.netty;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Netty's compressor, for those answers that ask for it. */
final class Compressor extends HttpContentCompressor {

  @Override
  protected @Nullable Result beginEncode(HttpResponse response, String acceptEncoding)
      throws Exception {
    return response instanceof Compressible ? super.beginEncode(response, acceptEncoding) : null;
  }

  /** Head of an answer that shall be compressed when the client takes it so. */
  static final class Compressible extends DefaultHttpResponse {
    Compressible(HttpResponseStatus status) {
      super(HttpVersion.HTTP_1_1, status);
    }
  }
}

package com.example.contract.jetty;

import com.example.contract.common.Contents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** A page of the application for 420, Jetty's own for everything else. */
final class ErrorPages extends ErrorHandler {
  private static final int WITH_PAGE = 420;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (response.getStatus() != WITH_PAGE) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    byte[] page = Contents.errorPage(WITH_PAGE).getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(page), callback);
    return true;
  }
}

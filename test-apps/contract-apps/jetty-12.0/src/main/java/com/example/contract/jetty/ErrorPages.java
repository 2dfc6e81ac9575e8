package com.example.contract.jetty;

import com.example.contract.common.Contents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** A page of the application for some errors, Jetty's own for all others. */
final class ErrorPages extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    int status = response.getStatus();
    if (!Contents.hasErrorPage(status)
        && !(request.getAttribute(ERROR_EXCEPTION) instanceof UnsupportedOperationException)) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    byte[] page = Contents.errorPage(status).getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(page), callback);
    return true;
  }
}

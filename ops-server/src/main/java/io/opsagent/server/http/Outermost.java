package io.opsagent.server.http;

import io.opsagent.server.tasklog.TaskLog;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** Gives every answer the id of its request, and every line that is logged on the way, too. */
final class Outermost extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(RequestId.HEADER, RequestId.of(request));
    MDC.put(TaskLog.REQUEST_ID, RequestId.of(request));
    try {
      return super.handle(request, response, callback);
    } finally {
      MDC.remove(TaskLog.REQUEST_ID);
    }
  }
}

package io.opsagent.contract.servers;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;

/** What a servlet can do with a request beside reading and writing; the path says it. */
final class ServletCases extends HttpServlet {
  private static final long serialVersionUID = 1;
  private final transient ScheduledExecutorService timer;

  ServletCases(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object included = request.getAttribute("javax.servlet.include.path_info");
    String path = String.valueOf(included == null ? request.getPathInfo() : included);
    switch (path) {
      case "/hello" -> response.getWriter().print("hello");
      case "/wrapped" ->
          request
              .getRequestDispatcher("/cases/hello")
              .include(new HttpServletRequestWrapper(request), response);
      case "/forward" -> request.getRequestDispatcher("/cases/hello").forward(request, response);
      case "/teapot" -> response.sendError(418);
      case "/error-page" -> response.getWriter().print("error page");
      case "/headers" -> {
        response.addHeader("X-Multi", "one");
        response.addHeader("X-Multi", "two");
        response.setStatus(409);
      }
      case "/throw" -> throw new ServletException("thrown", new IllegalStateException("cause"));
      case "/throw-late" -> {
        response.getWriter().print("0123456789");
        response.flushBuffer();
        throw new IllegalStateException("late");
      }
      case "/dispatch" -> dispatch(request, response);
      case "/at-once" -> {
        AsyncContext async = request.startAsync();
        response.getWriter().print("at once");
        async.complete();
      }
      case "/raced" -> complete(request.startAsync(), 0);
      case "/timeout" -> request.startAsync().setTimeout(300);
      case "/timeout-handled" -> {
        AsyncContext async = request.startAsync();
        async.setTimeout(300);
        async.addListener(new Completing());
      }
      case "/throw-async" -> {
        AsyncContext async = request.startAsync();
        async.setTimeout(300);
        throw new IllegalStateException("after startAsync");
      }
      default -> response.sendError(404);
    }
  }

  private void complete(AsyncContext async, long delayMillis) {
    var unused =
        timer.schedule(
            () -> {
              async.getResponse().getWriter().print("by another thread");
              async.complete();
              return null;
            },
            delayMillis,
            TimeUnit.MILLISECONDS);
  }

  private void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Integer before = (Integer) request.getAttribute("times");
    int times = before == null ? 0 : before;
    if (times == 2) {
      response.getWriter().print("dispatched twice as " + request.getDispatcherType());
      return;
    }
    request.setAttribute("times", times + 1);
    if (times > 0 && request.getDispatcherType() != DispatcherType.ASYNC) {
      throw new IllegalStateException("dispatched as " + request.getDispatcherType());
    }
    AsyncContext async = request.startAsync();
    var unused = timer.schedule(() -> async.dispatch(), 50, TimeUnit.MILLISECONDS);
  }

  /** A listener of the application that answers when the time is over. */
  private static final class Completing implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      HttpServletResponse response = (HttpServletResponse) event.getAsyncContext().getResponse();
      response.setStatus(504);
      response.getWriter().print("timed out");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}

package com.example.contract.boot;

import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletResponse;

/** Answers 504 when the time is over. */
final class TimeoutAnswer implements AsyncListener {

  @Override
  public void onTimeout(AsyncEvent event) {
    ((HttpServletResponse) event.getSuppliedResponse()).setStatus(504);
    AsyncController.write(event.getSuppliedResponse(), "timed out\n");
    event.getAsyncContext().complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}

package io.opsagent.servlet;

import io.opsagent.capture.Exchange;

/** The outermost call of a servlet or filter for a request, on one thread. */
final class ServletTurn {
  final ServletApi api;
  final Object request;
  final Object response;
  final Exchange exchange;

  /** Whether it is an asynchronous dispatch of an exchange that began before. */
  final boolean resumed;

  /** What was bound to the thread before. */
  final Object bound;

  ServletTurn(
      ServletApi api,
      Object request,
      Object response,
      Exchange exchange,
      boolean resumed,
      Object bound) {
    this.api = api;
    this.request = request;
    this.response = response;
    this.exchange = exchange;
    this.resumed = resumed;
    this.bound = bound;
  }
}

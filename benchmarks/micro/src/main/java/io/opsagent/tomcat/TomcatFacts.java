package io.opsagent.tomcat;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import org.apache.catalina.connector.Request;

/** Lets a benchmark read a request as Tomcat's binding does; the adapter is not public. */
public final class TomcatFacts {
  private TomcatFacts() {}

  /** Reads the facts of a request into an exchange, as at its end. */
  public static void read(Capture capture, Exchange exchange, Request request) {
    capture.readAhead(exchange, TomcatAdapter.INSTANCE, request);
  }
}

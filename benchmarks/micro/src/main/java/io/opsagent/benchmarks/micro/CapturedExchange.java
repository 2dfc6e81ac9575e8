package io.opsagent.benchmarks.micro;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.tomcat.LogAccessAdvice;
import io.opsagent.tomcat.MappedAdvice;
import io.opsagent.tomcat.ServiceAdvice;

/** Exchanges as they come out of the ring. */
final class CapturedExchange {
  private CapturedExchange() {}

  /** Captures one request of {@link TomcatObjects}. */
  static Exchange of(boolean keepHeaders) throws Throwable {
    Capture capture =
        new Capture(
            new ExchangeRing(64),
            new OpenExchanges(64),
            new BodyMemory(1 << 20),
            new CaptureSettings(keepHeaders, Captures.MAX_BODY_BYTES, false));
    capture.install();
    TomcatObjects tomcat = new TomcatObjects();
    tomcat.parse();
    Object bound = ServiceAdvice.enter(tomcat.coyoteRequest);
    tomcat.map();
    MappedAdvice.enter(tomcat.request);
    tomcat.serve();
    LogAccessAdvice.exit(LogAccessAdvice.enter(tomcat.request, tomcat.response));
    ServiceAdvice.exit(bound);
    Exchange exchange = capture.ring().poll();
    if (exchange == null || (exchange.requestHeaders() == null) == keepHeaders) {
      throw new IllegalStateException("the request was not captured as it should be");
    }
    return exchange;
  }
}

package com.example.shop.shipping;

import com.example.shop.web.InvalidFieldException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Quotes of a carrier who takes his time, asked in the request's thread or beside it. */
@RestController
@RequestMapping("/api/shipping/quotes")
class ShippingController {
  private static final long MAX_WAIT_MILLIS = 10_000;

  private final TaskScheduler carrierScheduler;

  ShippingController(TaskScheduler carrierScheduler) {
    this.carrierScheduler = carrierScheduler;
  }

  /** The slow endpoint: its thread waits as long as the carrier needs. */
  @GetMapping
  ShippingQuote quote(
      @RequestParam String country, @RequestParam(defaultValue = "800") long waitMillis)
      throws InterruptedException {
    ShippingQuote quote = quoteFor(country, waitMillis);
    TimeUnit.MILLISECONDS.sleep(waitMillis);
    return quote;
  }

  /** The asynchronous endpoint: beyond the shop's limit of 5 s it ends in status 503. */
  @GetMapping("/async")
  DeferredResult<ShippingQuote> quoteLater(
      @RequestParam String country, @RequestParam(defaultValue = "300") long waitMillis) {
    ShippingQuote quote = quoteFor(country, waitMillis);
    DeferredResult<ShippingQuote> result = new DeferredResult<>();
    ScheduledFuture<?> answer =
        carrierScheduler.schedule(
            () -> {
              result.setResult(quote);
            },
            Instant.now().plusMillis(waitMillis));
    result.onCompletion(() -> answer.cancel(false));
    return result;
  }

  private static ShippingQuote quoteFor(String country, long waitMillis) {
    if (!country.matches("[A-Z]{2}")) {
      throw new InvalidFieldException("country", "must be two capital letters, such as NZ");
    }
    if (waitMillis < 0 || waitMillis > MAX_WAIT_MILLIS) {
      throw new InvalidFieldException("waitMillis", "must be 0 to " + MAX_WAIT_MILLIS);
    }
    return new ShippingQuote(
        country, "DE".equals(country) ? new BigDecimal("4.90") : new BigDecimal("14.90"));
  }
}

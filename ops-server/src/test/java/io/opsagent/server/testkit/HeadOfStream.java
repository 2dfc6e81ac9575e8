package io.opsagent.server.testkit;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Of a stream of events, which has no end, only the head; the connection is closed then. */
final class HeadOfStream implements BodySubscriber<String> {
  private HeadOfStream() {}

  /** The whole body as a text, empty for a stream of events. */
  static BodyHandler<String> orWhole() {
    return head ->
        head.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
            ? new HeadOfStream()
            : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  @Override
  public CompletionStage<String> getBody() {
    return CompletableFuture.completedFuture("");
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> item) {}

  @Override
  public void onError(Throwable throwable) {}

  @Override
  public void onComplete() {}
}

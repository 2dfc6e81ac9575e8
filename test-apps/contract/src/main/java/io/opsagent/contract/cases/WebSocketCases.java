package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.Trait;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Case 60: WebSocket. */
public final class WebSocketCases {
  private static final int FRAMES = 1_000;
  private static final int TIMEOUT_SECONDS = 30;

  private WebSocketCases() {}

  /** This case. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(60, "WebSocket upgrade, 1,000 frames, close", WebSocketCases::frames));
  }

  private static void frames(Conversation talk) throws Exception {
    Request upgrade =
        talk.name(
            Request.get("/echo-socket")
                .unusual(Fact.LENGTH)
                .unseenAt(Trait.SERVLETS_ONLY)
                .expecting(
                    row -> {
                      assertThat(row.row().status()).contains(101);
                      assertThat(row.member("data").isNull()).as("no frames").isTrue();
                      assertThat(row.member("result").isNull()).as("no frames").isTrue();
                      assertThat(row.toString()).doesNotContain("frame 17");
                    }));
    Echoes echoes = new Echoes();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("X-Request-ID", upgrade.id())
            .buildAsync(URI.create("ws://127.0.0.1:" + talk.port() + upgrade.path()), echoes)
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < FRAMES; i++) {
      socket.sendText("frame " + i, true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      expected.append("frame ").append(i).append('\n');
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    String echoed = echoes.closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    talk.note("frames that came back", echoed);
    assertThat(echoed).isEqualTo(expected + "close 1000");
  }

  /** Collects whole messages; called by one thread at a time, as the listener's contract says. */
  private static final class Echoes implements WebSocket.Listener {
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data).append(last ? "\n" : "");
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(text + "close " + status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}

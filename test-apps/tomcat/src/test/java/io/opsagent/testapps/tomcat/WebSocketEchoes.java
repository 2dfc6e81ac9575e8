package io.opsagent.testapps.tomcat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Talks to the echo endpoints of the examples with the WebSocket client of the JDK. */
final class WebSocketEchoes {
  /** The endpoints that send back what they get. */
  static final List<String> ENDPOINTS =
      List.of("echoProgrammatic", "echoAnnotation", "echoStreamAnnotation");

  private static final int MESSAGES = 100;
  private static final int TIMEOUT_SECONDS = 30;

  private WebSocketEchoes() {}

  /** The {@code X-Request-ID} of the upgrade at this endpoint. */
  static String requestId(String endpoint) {
    return "client-" + endpoint;
  }

  static String path(String endpoint) {
    return "/examples/websocket/" + endpoint;
  }

  /** What came back from each endpoint, in order, the close status last. */
  static Map<String, List<String>> against(TomcatServer server)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, List<String>> echoes = new LinkedHashMap<>();
    for (String endpoint : ENDPOINTS) {
      echoes.put(endpoint, conversation(server.port(), endpoint));
    }
    return echoes;
  }

  /** What a right server sends back. */
  static List<String> expected() {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add("text " + text(i));
      messages.add("binary " + text(i));
    }
    messages.add("close 1000");
    return messages;
  }

  private static List<String> conversation(int port, String endpoint)
      throws InterruptedException, ExecutionException, TimeoutException {
    Recorder recorder = new Recorder();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("X-Request-ID", requestId(endpoint))
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path(endpoint)), recorder)
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    for (int i = 0; i < MESSAGES; i++) {
      socket.sendText(text(i), true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      ByteBuffer bytes = ByteBuffer.wrap(text(i).getBytes(StandardCharsets.UTF_8));
      socket.sendBinary(bytes, true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    return recorder.closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private static String text(int i) {
    return "message " + i + " äöü 你好";
  }

  /** Collects whole messages; called by one thread at a time, as the listener's contract says. */
  private static final class Recorder implements WebSocket.Listener {
    private final CompletableFuture<List<String>> closed = new CompletableFuture<>();
    private final List<String> messages = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder binary = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add("text " + text);
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      binary.append(StandardCharsets.ISO_8859_1.decode(data));
      if (last) {
        byte[] bytes = binary.toString().getBytes(StandardCharsets.ISO_8859_1);
        messages.add("binary " + new String(bytes, StandardCharsets.UTF_8));
        binary.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      messages.add("close " + status);
      closed.complete(List.copyOf(messages));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}

package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a container or a principal throws at the end of a request costs that one fact. */
class OddContainerTest {
  private final ExchangeRing ring = new ExchangeRing(8);
  private final OpenExchanges open = new OpenExchanges(8);
  private final Capture capture =
      new Capture(ring, open, new BodyMemory(100_000), new CaptureSettings(false, 1_000, false));

  private Exchange end(Container container) {
    Exchange exchange = Objects.requireNonNull(capture.begin("test"));
    capture.end(exchange, container, "request", "response");
    assertThat(open.snapshot()).isEmpty();
    return Objects.requireNonNull(ring.poll());
  }

  @Test
  void an_error_of_the_principal_costs_the_user_only() {
    Exchange exchange =
        end(
            new Container() {
              @Override
              public @Nullable String user(String request) {
                throw new AssertionError("no name");
              }
            });

    assertThat(exchange.user()).isNull();
    assertThat(exchange.status()).isEqualTo(204);
    assertThat(exchange.userAgent()).isEqualTo("user-agent");
    assertThat(capture.unreadableFacts()).isEqualTo(1);
  }

  @Test
  void a_request_that_cannot_be_read_leaves_the_status() {
    Exchange exchange =
        end(
            new Container() {
              @Override
              public @Nullable String query(String request) {
                throw new IllegalStateException("recycled");
              }
            });

    assertThat(exchange.path()).isEqualTo("/path");
    assertThat(exchange.status()).isEqualTo(204);
    assertThat(capture.unreadableFacts()).isEqualTo(1);
  }

  @Test
  void the_name_of_a_user_is_bounded() {
    Exchange exchange =
        end(
            new Container() {
              @Override
              public String user(String request) {
                return "u".repeat(3_000_000);
              }
            });

    assertThat(Objects.requireNonNull(exchange.user()).length()).isEqualTo(1_000);
  }

  /** Answers everything; the tests break one method each. */
  private static class Container implements HttpAdapter<String, String> {
    @Override
    public String method(String request) {
      return "GET";
    }

    @Override
    public String path(String request) {
      return "/path";
    }

    @Override
    public @Nullable String query(String request) {
      return null;
    }

    @Override
    public String protocol(String request) {
      return "HTTP/1.1";
    }

    @Override
    public String scheme(String request) {
      return "http";
    }

    @Override
    public String remoteAddress(String request) {
      return "192.0.2.1";
    }

    @Override
    public @Nullable String user(String request) {
      return null;
    }

    @Override
    public String requestHeader(String request, String name) {
      return name;
    }

    @Override
    public boolean isRequestHeaderRepeated(String request, String name) {
      return false;
    }

    @Override
    public @Nullable String responseHeader(String response, String name) {
      return null;
    }

    @Override
    public int status(String response) {
      return 204;
    }

    @Override
    public void copyRequestHeaders(String request, Headers into) {}

    @Override
    public void copyResponseHeaders(String response, Headers into) {}

    @Override
    public int requestHeaderBytes(String request) {
      return 0;
    }

    @Override
    public int responseHeaderBytes(String response) {
      return 0;
    }
  }
}

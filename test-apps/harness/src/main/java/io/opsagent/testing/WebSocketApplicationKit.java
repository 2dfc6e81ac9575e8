package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What contract applications answer whose class path has all that WebSocket needs. */
public abstract class WebSocketApplicationKit extends ContractApplicationKit {

  @Test
  void a_web_socket_opens() throws IOException {
    RawAnswer answer =
        RawHttp.exchange(
            port(),
            "GET /app/echo-socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.header("Sec-WebSocket-Accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }
}

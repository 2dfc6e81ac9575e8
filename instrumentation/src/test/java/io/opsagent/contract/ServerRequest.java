package io.opsagent.contract;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What an application can do with a request on any server. */
public interface ServerRequest {

  @Nullable String query();

  @Nullable String header(String name);

  /** The whole body. */
  byte[] readBody() throws Exception;

  /** Answers with a declared length. */
  void respond(int status, @Nullable String contentType, byte[] body) throws Exception;

  /**
   * Answers in pieces of unknown number, each flushed, until there are no more or the client is
   * gone.
   */
  void stream(int status, String contentType, Iterator<byte[]> pieces) throws Exception;

  /** Lets the handler return at once and does the task on another thread after the delay. */
  void later(long delayMillis, ServerTask task) throws Exception;

  /** What is done later. */
  interface ServerTask {
    void run() throws Exception;
  }
}

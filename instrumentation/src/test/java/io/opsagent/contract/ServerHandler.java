package io.opsagent.contract;

/** The application. */
public interface ServerHandler {

  void handle(ServerRequest request) throws Exception;
}

package io.opsagent.contract;

/** One kind of server, as the contract drives it. */
public interface TestServer {

  /** Starts on the loopback address and a free port, which it returns. */
  int start(ServerHandler handler) throws Exception;

  void stop() throws Exception;
}

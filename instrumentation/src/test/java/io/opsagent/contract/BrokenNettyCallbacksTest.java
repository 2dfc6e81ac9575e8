package io.opsagent.contract;

import java.util.List;

/** The close listener of a channel, the only object that we hand to Netty, made to fail. */
class BrokenNettyCallbacksTest extends BrokenCallbacks {

  @Override
  List<String> broken() {
    return List.of("io.opsagent.netty.HttpConnection#closed");
  }

  @Override
  String callback() {
    return "netty close listener";
  }

  @Override
  String serverClass() {
    return "NettyServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.netty."};
  }

  @Override
  String entryPoint() {
    return "netty";
  }
}

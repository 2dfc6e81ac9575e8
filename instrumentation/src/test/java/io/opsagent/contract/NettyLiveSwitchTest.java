package io.opsagent.contract;

/** Netty 4.1. */
class NettyLiveSwitchTest extends LiveSwitchContract {

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

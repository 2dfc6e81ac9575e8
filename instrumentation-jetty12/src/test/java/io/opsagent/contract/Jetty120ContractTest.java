package io.opsagent.contract;

/** Plain handlers in Jetty 12.0. */
class Jetty120ContractTest extends Jetty12Contract {}

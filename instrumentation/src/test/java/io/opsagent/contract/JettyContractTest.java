package io.opsagent.contract;

/** Plain handlers in Jetty 9.4. */
class JettyContractTest extends JettyContract {}

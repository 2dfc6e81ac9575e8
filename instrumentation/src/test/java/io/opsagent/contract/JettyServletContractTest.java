package io.opsagent.contract;

/** Servlets in Jetty 9.4. */
class JettyServletContractTest extends JettyServletContract {}

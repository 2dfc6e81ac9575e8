package io.opsagent.contract;

/** What comes with Jetty 9.4. */
class JettyPagesTest extends JettyPagesContract {}

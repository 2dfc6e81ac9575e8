package io.opsagent.contract;

import java.io.File;

/** What comes with Jetty 10. */
class Jetty10PagesTest extends JettyPagesContract {

  @Override
  File jars() {
    return new File("target/other-versions/jetty-10");
  }
}

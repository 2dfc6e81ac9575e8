package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.security.Password;

/** A context with what comes with Jetty: login, compression, static files, error pages. */
abstract class Jetty12PagesServer extends Jetty12Server {
  static final String[] PATHS = {
    "/reset",
    "/fails",
    "/text",
    "/own-gzip",
    "/form",
    "/attributes",
    "/forward",
    "/again",
    "/timeout",
    "/broken-later",
    "/user",
    "/hello",
    "*.page"
  };

  @Override
  protected Handler handlerOf(ServerHandler unused, ScheduledExecutorService timer)
      throws Exception {
    Path files = Files.createTempDirectory("contract-jetty");
    files.toFile().deleteOnExit();
    String text = "all of it ".repeat(30_000);
    Path file = Files.write(files.resolve("a.txt"), text.getBytes(StandardCharsets.UTF_8));
    file.toFile().deleteOnExit();
    UserStore users = new UserStore();
    users.addUser("alice", new Password("wonderland"), new String[] {"user"});
    HashLoginService login = new HashLoginService("contract");
    login.setUserStore(users);
    return new GzipHandler(context(files, login));
  }

  /** The web application, of one level. */
  abstract Handler context(Path files, HashLoginService login) throws Exception;
}

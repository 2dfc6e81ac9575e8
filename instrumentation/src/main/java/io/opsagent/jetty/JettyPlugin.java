package io.opsagent.jetty;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/**
 * The join points of Jetty 9.3 to 11. Descriptors are exact: what only some of these versions have
 * is not found in the others, and Jetty 12, where some classes bear the same name, has none of it.
 */
public final class JettyPlugin {
  private static final String PACKAGE = "io.opsagent.jetty";
  private static final String SERVER = "org.eclipse.jetty.server.";
  private static final String CHANNEL = SERVER + "HttpChannel";

  private JettyPlugin() {}

  /** The plug-in {@code jetty}, for 9.3 to 11. */
  public static Plugin plugin() {
    return new Plugin(
        "jetty",
        PACKAGE,
        point(CHANNEL, "handle", "()Z", "HandleAdvice"),
        point(CHANNEL, "onCompleted", "()V", "CompletedAdvice"),
        point(
            CHANNEL,
            "onBadMessage",
            "(Lorg/eclipse/jetty/http/BadMessageException;)V",
            "BadMessageAdvice"),
        // Jetty 9.3
        point(CHANNEL, "onBadMessage", "(ILjava/lang/String;)V", "BadMessageAdvice"),
        point(CHANNEL, "handleException", "(Ljava/lang/Throwable;)V", "ExceptionAdvice"),
        point(CHANNEL, "abort", "(Ljava/lang/Throwable;)V", "AbortAdvice"),
        point(CHANNEL, "sendResponseAndComplete", "()V", "ErrorPageAdvice"),
        point(SERVER + "HttpChannelState", "onTimeout", "()V", "TimeoutAdvice"),
        point(
            SERVER + "Server",
            "handle",
            "(Lorg/eclipse/jetty/server/HttpChannel;)V",
            "DispatchAdvice"),
        point(SERVER + "HttpInput", "read", "([BII)I", "ReadAdvice"),
        // Jetty 10 and 11
        point(SERVER + "HttpInput", "read", "(Ljava/nio/ByteBuffer;)I", "ReadBufferAdvice"),
        point(SERVER + "HttpOutput", "write", "([BII)V", "WriteAdvice"),
        point(SERVER + "HttpOutput", "write", "(Ljava/nio/ByteBuffer;)V", "WriteBufferAdvice"),
        point(SERVER + "HttpOutput", "write", "(I)V", "WriteByteAdvice"),
        // Static files come by other methods of this name, and are counted.
        point(
            SERVER + "HttpOutput", "sendContent", "(Ljava/nio/ByteBuffer;)V", "WriteBufferAdvice"),
        point(SERVER + "HttpOutput", "flush", "()V", "FlushAdvice"),
        point(SERVER + "HttpOutput", "resetBuffer", "()V", "ResetAdvice"),
        servlet("javax"),
        servlet("jakarta"));
  }

  private static JoinPoint servlet(String namespace) {
    return point(
        "org.eclipse.jetty.servlet.ServletHandler",
        "doHandle",
        "(Ljava/lang/String;Lorg/eclipse/jetty/server/Request;L"
            + namespace
            + "/servlet/http/HttpServletRequest;L"
            + namespace
            + "/servlet/http/HttpServletResponse;)V",
        "ServletAdvice");
  }

  private static JoinPoint point(
      String className, String method, String descriptor, String advice) {
    return new JoinPoint(className, method, descriptor, PACKAGE + "." + advice);
  }
}

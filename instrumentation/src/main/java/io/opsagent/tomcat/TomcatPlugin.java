package io.opsagent.tomcat;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/** The join points of Tomcat. */
public final class TomcatPlugin {
  private static final String PACKAGE = "io.opsagent.tomcat";
  private static final String LOG_ACCESS =
      "(Lorg/apache/catalina/connector/Request;Lorg/apache/catalina/connector/Response;JZ)V";

  private TomcatPlugin() {}

  /** The plug-in {@code tomcat}. */
  public static Plugin plugin() {
    return new Plugin(
        "tomcat",
        PACKAGE,
        new JoinPoint(
            "org.apache.catalina.connector.CoyoteAdapter",
            "service",
            "(Lorg/apache/coyote/Request;Lorg/apache/coyote/Response;)V",
            PACKAGE + ".ServiceAdvice"),
        new JoinPoint(
            "org.apache.catalina.connector.CoyoteAdapter",
            "asyncDispatch",
            "(Lorg/apache/coyote/Request;Lorg/apache/coyote/Response;"
                + "Lorg/apache/tomcat/util/net/SocketEvent;)Z",
            PACKAGE + ".AsyncDispatchAdvice"),
        new JoinPoint(
            "org.apache.catalina.core.StandardEngineValve",
            "invoke",
            "(Lorg/apache/catalina/connector/Request;Lorg/apache/catalina/connector/Response;)V",
            PACKAGE + ".MappedAdvice"),
        new JoinPoint(
            "org.apache.catalina.core.ContainerBase",
            "logAccess",
            LOG_ACCESS,
            PACKAGE + ".LogAccessAdvice"),
        new JoinPoint(
            "org.apache.catalina.core.StandardEngine",
            "logAccess",
            LOG_ACCESS,
            PACKAGE + ".LogAccessAdvice"),
        new JoinPoint(
            "org.apache.coyote.Request",
            "doRead",
            "(Lorg/apache/tomcat/util/net/ApplicationBufferHandler;)I",
            PACKAGE + ".ReadAdvice"),
        new JoinPoint(
            "org.apache.coyote.Response",
            "doWrite",
            "(Ljava/nio/ByteBuffer;)V",
            PACKAGE + ".WriteAdvice"));
  }
}

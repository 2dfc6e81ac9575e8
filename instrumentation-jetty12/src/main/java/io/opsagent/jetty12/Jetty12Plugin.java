package io.opsagent.jetty12;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;
import java.util.ArrayList;
import java.util.List;

/** The join points of Jetty 12.0 and 12.1. */
public final class Jetty12Plugin {
  private static final String PACKAGE = "io.opsagent.jetty12";
  private static final String JETTY = "org.eclipse.jetty.";
  private static final String REQUEST = "Lorg/eclipse/jetty/server/Request;";
  private static final String RESPONSE = "Lorg/eclipse/jetty/server/Response;";
  private static final String CALLBACK = "Lorg/eclipse/jetty/util/Callback;";

  private Jetty12Plugin() {}

  /** The plug-in {@code jetty}, for 12. */
  public static Plugin plugin() {
    List<JoinPoint> points = new ArrayList<>();
    points.add(
        point(
            "server.Server", "handle", "(" + REQUEST + RESPONSE + CALLBACK + ")Z", "ServerAdvice"));
    points.add(
        point(
            "server.Response",
            "writeError",
            "(" + REQUEST + RESPONSE + CALLBACK + "ILjava/lang/String;Ljava/lang/Throwable;)V",
            "WriteErrorAdvice"));
    for (String level : new String[] {"ee10", "ee11"}) {
      String channel = level + ".servlet.ServletChannel";
      points.add(point(channel, "handle", "()V", "ServletTurnAdvice"));
      points.add(point(channel, "handleException", "(Ljava/lang/Throwable;)V", "ExceptionAdvice"));
    }
    // These two levels are the servlet container of Jetty 9 to 11 on the new core.
    nested(points, "ee8", "javax");
    nested(points, "ee9", "jakarta");
    return new Plugin("jetty", PACKAGE, points.toArray(new JoinPoint[0]));
  }

  private static void nested(List<JoinPoint> points, String level, String namespace) {
    String channel = level + ".nested.HttpChannel";
    points.add(point(channel, "handle", "()Z", "NestedTurnAdvice"));
    points.add(point(channel, "handleException", "(Ljava/lang/Throwable;)V", "ExceptionAdvice"));
    points.add(
        point(
            level + ".servlet.ServletHandler",
            "doHandle",
            "(Ljava/lang/String;Lorg/eclipse/jetty/"
                + level
                + "/nested/Request;L"
                + namespace
                + "/servlet/http/HttpServletRequest;L"
                + namespace
                + "/servlet/http/HttpServletResponse;)V",
            "NestedServletAdvice"));
  }

  private static JoinPoint point(
      String className, String method, String descriptor, String advice) {
    return new JoinPoint(JETTY + className, method, descriptor, PACKAGE + "." + advice);
  }
}

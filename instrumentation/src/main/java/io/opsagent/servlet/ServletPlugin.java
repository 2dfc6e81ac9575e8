package io.opsagent.servlet;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;
import java.util.ArrayList;
import java.util.List;

/**
 * The join points of servlets and of filters that often stand in front of them, all by exact name:
 * looking for every filter by its super types would cost each class that is loaded
 * (docs/spec/instrumentation.md 2.1). Each is there for {@code javax.servlet} and for {@code
 * jakarta.servlet}; descriptors are exact, so that only one of the two is found in a class.
 */
public final class ServletPlugin {
  private static final String PACKAGE = "io.opsagent.servlet";

  /** Override what nearly every servlet inherits from {@code HttpServlet}. */
  private static final String[] SERVLETS = {"org.glassfish.jersey.servlet.ServletContainer"};

  /**
   * They answer without a servlet, or handle what a servlet throws. {@code HttpFilter} and the two
   * classes for one call in a request are the bases of many.
   */
  private static final String[] FILTERS = {
    "com.google.inject.servlet.GuiceFilter",
    "org.apache.shiro.web.servlet.OncePerRequestFilter",
    "org.apache.struts2.dispatcher.filter.StrutsPrepareAndExecuteFilter",
    "org.apache.struts2.dispatcher.ng.filter.StrutsPrepareAndExecuteFilter",
    "org.apache.tapestry5.TapestryFilter",
    "org.apache.wicket.protocol.http.WicketFilter",
    "org.glassfish.jersey.servlet.ServletContainer",
    "org.springframework.security.web.FilterChainProxy",
    "org.springframework.web.filter.DelegatingFilterProxy",
    "org.springframework.web.filter.OncePerRequestFilter"
  };

  private ServletPlugin() {}

  /** The plug-in {@code servlet}. */
  public static Plugin plugin() {
    List<JoinPoint> joinPoints = new ArrayList<>();
    addAll(joinPoints, "javax", PACKAGE + ".JavaxServiceAdvice");
    addAll(joinPoints, "jakarta", PACKAGE + ".JakartaServiceAdvice");
    return new Plugin("servlet", PACKAGE, joinPoints.toArray(new JoinPoint[0]));
  }

  private static void addAll(List<JoinPoint> joinPoints, String namespace, String advice) {
    String types = "L" + namespace + "/servlet/";
    String pair = types + "ServletRequest;" + types + "ServletResponse;";
    String service = "(" + pair + ")V";
    String doFilter = "(" + pair + types + "FilterChain;)V";
    String http = namespace + ".servlet.http.";
    joinPoints.add(new JoinPoint(http + "HttpServlet", "service", service, advice));
    joinPoints.add(new JoinPoint(http + "HttpFilter", "doFilter", doFilter, advice));
    for (String servlet : SERVLETS) {
      joinPoints.add(new JoinPoint(servlet, "service", service, advice));
    }
    for (String filter : FILTERS) {
      joinPoints.add(new JoinPoint(filter, "doFilter", doFilter, advice));
    }
  }
}

package io.opsagent.spring;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/**
 * The join points of Spring MVC. Each is there twice, for {@code javax.servlet} (Spring 4.3 and 5)
 * and for {@code jakarta.servlet} (6 and 7); descriptors are exact, so that only one of the two is
 * found in a class.
 */
public final class SpringMvcPlugin {
  private static final String PACKAGE = "io.opsagent.spring";
  private static final String WEB = "org.springframework.web.servlet.";

  private SpringMvcPlugin() {}

  /** The plug-in {@code spring-mvc}. */
  public static Plugin plugin() {
    return new Plugin(
        "spring-mvc",
        PACKAGE,
        handlerMethods("javax", "JavaxMatchedAdvice"),
        handlerMethods("jakarta", "JakartaMatchedAdvice"),
        urlMappings("javax", "JavaxMatchedAdvice"),
        urlMappings("jakarta", "JakartaMatchedAdvice"),
        functions("javax", "JavaxFunctionalAdvice"),
        functions("jakarta", "JakartaFunctionalAdvice"),
        exceptions("javax"),
        exceptions("jakarta"));
  }

  private static JoinPoint handlerMethods(String servlet, String advice) {
    return new JoinPoint(
        WEB + "mvc.method.RequestMappingInfoHandlerMapping",
        "handleMatch",
        "(Lorg/springframework/web/servlet/mvc/method/RequestMappingInfo;Ljava/lang/String;"
            + request(servlet)
            + ")V",
        PACKAGE + "." + advice);
  }

  private static JoinPoint urlMappings(String servlet, String advice) {
    return new JoinPoint(
        WEB + "handler.AbstractUrlHandlerMapping",
        "exposePathWithinMapping",
        "(Ljava/lang/String;Ljava/lang/String;" + request(servlet) + ")V",
        PACKAGE + "." + advice);
  }

  private static JoinPoint functions(String servlet, String advice) {
    return new JoinPoint(
        WEB + "function.support.RouterFunctionMapping",
        "setAttributes",
        "("
            + request(servlet)
            + "Lorg/springframework/web/servlet/function/ServerRequest;"
            + "Lorg/springframework/web/servlet/function/HandlerFunction;)V",
        PACKAGE + "." + advice);
  }

  private static JoinPoint exceptions(String servlet) {
    return new JoinPoint(
        WEB + "DispatcherServlet",
        "processHandlerException",
        "("
            + request(servlet)
            + "L"
            + servlet
            + "/servlet/http/HttpServletResponse;Ljava/lang/Object;Ljava/lang/Exception;)"
            + "Lorg/springframework/web/servlet/ModelAndView;",
        PACKAGE + ".HandlerExceptionAdvice");
  }

  private static String request(String servlet) {
    return "L" + servlet + "/servlet/http/HttpServletRequest;";
  }
}

package io.opsagent.server.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What exceptions of one fault have in common: their type and the first frame that is the
 * application's own, as a short hash. Own is what belongs neither to the JDK nor to a server or
 * framework; when an exception has no such frame, one of its causes may have. Lines and the numbers
 * of generated classes are left out, so that it is the same after a restart and a small change.
 */
final class ExceptionFingerprint {
  private static final int HASH_BYTES = 8;
  private static final int MAX_CAUSES = 8;

  /** Packages of others; each ends in a dot. */
  private static final List<String> FOREIGN =
      List.of(
          // JDK and other languages' runtimes
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "org.codehaus.groovy.",
          "jakarta.",
          // servers
          "org.apache.catalina.",
          "org.apache.coyote.",
          "org.apache.tomcat.",
          "org.apache.jasper.",
          "org.eclipse.jetty.",
          "io.undertow.",
          "org.xnio.",
          "org.jboss.",
          "org.wildfly.",
          "weblogic.",
          "com.ibm.ws.",
          "io.openliberty.",
          "org.glassfish.",
          "com.caucho.",
          "io.netty.",
          "reactor.",
          // frameworks
          "org.springframework.",
          "org.hibernate.",
          "org.apache.struts2.",
          "com.opensymphony.xwork2.",
          "org.apache.wicket.",
          "org.apache.cxf.",
          "org.apache.ibatis.",
          "org.mybatis.",
          "com.baomidou.mybatisplus.",
          "org.apache.shiro.",
          "org.apache.commons.",
          "org.apache.http.",
          "org.apache.hc.",
          "okhttp3.",
          "retrofit2.",
          "feign.",
          "com.fasterxml.jackson.",
          "tools.jackson.",
          "com.google.gson.",
          "com.alibaba.fastjson.",
          "com.alibaba.fastjson2.",
          "com.alibaba.druid.",
          "com.zaxxer.hikari.",
          "com.google.common.",
          "com.google.inject.",
          "io.micronaut.",
          "io.quarkus.",
          "io.vertx.",
          "io.javalin.",
          "io.smallrye.",
          "io.helidon.",
          "com.vaadin.",
          "play.",
          "akka.",
          "org.apache.pekko.",
          "rx.",
          "io.reactivex.",
          "org.jooq.",
          "org.jdbi.",
          "org.slf4j.",
          "ch.qos.logback.",
          "org.apache.logging.",
          "org.aspectj.",
          "net.sf.cglib.",
          "net.bytebuddy.",
          "javassist.",
          // drivers
          "org.postgresql.",
          "com.mysql.",
          "org.mariadb.",
          "oracle.",
          "com.microsoft.sqlserver.",
          "org.h2.",
          "org.hsqldb.",
          "redis.clients.",
          "io.lettuce.",
          "com.mongodb.",
          "org.redisson.",
          // this agent
          "io.opsagent.");

  private ExceptionFingerprint() {}

  /** 16 hex digits. Calls methods of the exception, which are the application's. */
  static String of(Throwable throwable) {
    return of(throwable, placeOf(throwable));
  }

  /** As {@link #of(Throwable)}, of an exception whose place is known. */
  static String of(Throwable throwable, String place) {
    return hash(plain(throwable.getClass().getName()) + "\n" + place);
  }

  /** The first own frame as class and method, empty for none. Calls methods of the exception. */
  static String placeOf(Throwable throwable) {
    StackTraceElement own = null;
    Throwable current = throwable;
    for (int depth = 0; current != null && own == null && depth <= MAX_CAUSES; depth++) {
      own = firstOwn(StackText.framesOrNone(current));
      current = StackText.causeOf(current);
    }
    return own == null ? "" : plain(own.getClassName()) + "." + own.getMethodName();
  }

  private static @Nullable StackTraceElement firstOwn(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (frame != null && isOwn(frame.getClassName())) {
        return frame;
      }
    }
    return null;
  }

  private static boolean isOwn(String className) {
    for (String prefix : FOREIGN) {
      if (className.startsWith(prefix)) {
        return false;
      }
    }
    // Proxies of the JDK are made in the package of an interface that is not public.
    return !className.substring(className.lastIndexOf('.') + 1).startsWith("$Proxy");
  }

  /** Without what a generator of classes adds, such as {@code $$EnhancerBySpringCGLIB$$1a2b}. */
  private static String plain(String className) {
    int generated = className.indexOf("$$");
    return generated < 0 ? className : className.substring(0, generated);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it.
      throw new IllegalStateException(e);
    }
  }
}

/**
 * What the application logs while it serves a request: Logback 1.0 to 1.5, Log4j 2, Log4j 1 and
 * reload4j, and java.util.logging where Tomcat carries it (docs/spec/operations-api.md 6.4). The
 * application's loggers, levels and appenders are left as they are; nothing here logs.
 */
@NullMarked
package io.opsagent.logging;

import org.jspecify.annotations.NullMarked;

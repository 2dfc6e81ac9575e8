/**
 * Tomcat 8.5 to 11 and everything that embeds it (docs/spec/instrumentation.md 3.1). javax and
 * jakarta alike: only Tomcat's own classes are mentioned, whose names are the same in both.
 */
@NullMarked
package io.opsagent.tomcat;

import org.jspecify.annotations.NullMarked;

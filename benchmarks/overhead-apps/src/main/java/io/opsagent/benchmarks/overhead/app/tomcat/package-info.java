/** A servlet application on an embedded Tomcat. */
@NullMarked
package io.opsagent.benchmarks.overhead.app.tomcat;

import org.jspecify.annotations.NullMarked;

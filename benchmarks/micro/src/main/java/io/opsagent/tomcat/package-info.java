/** A door for benchmarks into the room of Tomcat. */
@NullMarked
package io.opsagent.tomcat;

import org.jspecify.annotations.NullMarked;

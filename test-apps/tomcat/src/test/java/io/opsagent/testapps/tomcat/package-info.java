/**
 * The official Tomcat distributions, not a file changed, without and with the agent: what clients
 * see is the same, and what the agent recorded is true.
 */
@NullMarked
package io.opsagent.testapps.tomcat;

import org.jspecify.annotations.NullMarked;

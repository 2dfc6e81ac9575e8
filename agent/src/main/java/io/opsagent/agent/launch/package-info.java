/** Puts the parts of the agent together; the only package that knows all of them. */
@NullMarked
package io.opsagent.agent.launch;

import org.jspecify.annotations.NullMarked;

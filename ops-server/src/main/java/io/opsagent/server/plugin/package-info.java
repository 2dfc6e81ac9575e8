/** Classes that a user put beside the agent's data, in a loader of their own. */
@NullMarked
package io.opsagent.server.plugin;

import org.jspecify.annotations.NullMarked;

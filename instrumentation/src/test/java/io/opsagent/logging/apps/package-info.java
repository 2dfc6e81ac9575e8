/** Small applications that log, each through one library; loaded as applications are. */
@NullMarked
package io.opsagent.logging.apps;

import org.jspecify.annotations.NullMarked;

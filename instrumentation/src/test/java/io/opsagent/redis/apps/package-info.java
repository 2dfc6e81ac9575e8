/** Small applications that use Redis, each through one client; loaded as applications are. */
@NullMarked
package io.opsagent.redis.apps;

import org.jspecify.annotations.NullMarked;

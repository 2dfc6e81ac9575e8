/** Tests with real clients and real servers of Redis. */
@NullMarked
package io.opsagent.redis;

import org.jspecify.annotations.NullMarked;

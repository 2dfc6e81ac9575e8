@NullMarked
package io.opsagent.server.metrics;

import org.jspecify.annotations.NullMarked;

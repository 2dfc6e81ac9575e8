@NullMarked
package io.opsagent.server.statistics;

import org.jspecify.annotations.NullMarked;

/** The contract of entry points, for Jetty 12. */
@NullMarked
package io.opsagent.contract;

import org.jspecify.annotations.NullMarked;

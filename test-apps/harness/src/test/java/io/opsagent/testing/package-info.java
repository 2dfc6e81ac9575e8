/** The harness under test itself: a comparison that finds nothing would prove nothing. */
@NullMarked
package io.opsagent.testing;

import org.jspecify.annotations.NullMarked;

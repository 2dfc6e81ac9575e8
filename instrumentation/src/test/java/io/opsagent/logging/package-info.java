/** Tests of what is kept of an application's log, with real logging libraries. */
@NullMarked
package io.opsagent.logging;

import org.jspecify.annotations.NullMarked;

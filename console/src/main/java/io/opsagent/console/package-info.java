/** The files of the web console, for the operations server to hand out (docs/console.md). */
@NullMarked
package io.opsagent.console;

import org.jspecify.annotations.NullMarked;

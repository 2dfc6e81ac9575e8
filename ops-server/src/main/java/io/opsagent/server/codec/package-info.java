/** How values become JSON and back; a jar in the folder {@code plugins} can bring another codec. */
@NullMarked
package io.opsagent.server.codec;

import org.jspecify.annotations.NullMarked;

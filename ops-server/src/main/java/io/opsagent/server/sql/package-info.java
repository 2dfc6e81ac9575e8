/** The statements of the application behind the ring: without literals, for rows and for hours. */
@NullMarked
package io.opsagent.server.sql;

import org.jspecify.annotations.NullMarked;

/** The live tail: masked rows on their way to whoever watches, beside the database. */
@NullMarked
package io.opsagent.server.live;

import org.jspecify.annotations.NullMarked;

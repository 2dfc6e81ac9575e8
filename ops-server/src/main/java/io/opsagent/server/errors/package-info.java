/** Counts exceptions by fingerprint, endpoint and hour, whether they have a row or not. */
@NullMarked
package io.opsagent.server.errors;

import org.jspecify.annotations.NullMarked;

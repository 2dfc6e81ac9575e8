package io.opsagent.contract;

import io.opsagent.testing.RawAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A request that was sent, and what came of it.
 *
 * @param request with its id
 * @param answer null if the case did not wait for one
 */
record Sent(Request request, @Nullable RawAnswer answer) {}

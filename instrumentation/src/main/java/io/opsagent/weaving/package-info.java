/**
 * How advice gets into the application's classes: the front filter, the weaver, the linking of call
 * sites to bindings, the circuit breakers (docs/spec/instrumentation.md sections 1 and 2).
 */
@NullMarked
package io.opsagent.weaving;

import org.jspecify.annotations.NullMarked;

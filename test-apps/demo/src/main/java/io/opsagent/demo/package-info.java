/** The visitor of {@code ./demo}: it uses the shop and shows what the agent captured of that. */
@NullMarked
package io.opsagent.demo;

import org.jspecify.annotations.NullMarked;

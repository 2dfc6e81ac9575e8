/** What requests run on: what this host and this process are, and in what state others are. */
@NullMarked
package io.opsagent.server.nodes;

import org.jspecify.annotations.NullMarked;

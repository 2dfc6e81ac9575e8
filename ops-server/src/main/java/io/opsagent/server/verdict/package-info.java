/** One sentence on the state of the service, by fixed rules. */
@NullMarked
package io.opsagent.server.verdict;

import org.jspecify.annotations.NullMarked;

/** The node's calls to the platform that manages it (operations-api.md 4). */
@NullMarked
package io.opsagent.server.supervisor;

import org.jspecify.annotations.NullMarked;

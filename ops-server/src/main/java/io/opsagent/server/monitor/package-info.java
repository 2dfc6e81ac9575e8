/** What is measured in every cycle: this host, this process, all processes of the service here. */
@NullMarked
package io.opsagent.server.monitor;

import org.jspecify.annotations.NullMarked;

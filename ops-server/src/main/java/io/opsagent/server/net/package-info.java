/**
 * Addresses as text: what is loopback, who a request says it comes from, which origin a page has.
 * Nothing here asks a name service, so no caller can make the agent wait for one.
 */
@NullMarked
package io.opsagent.server.net;

import org.jspecify.annotations.NullMarked;

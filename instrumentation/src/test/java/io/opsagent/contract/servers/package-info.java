/**
 * Small servers for the contract. Loaded by the woven loader, together with the server's own
 * classes; the contract sees them through {@link io.opsagent.contract.TestServer} only.
 */
@NullMarked
package io.opsagent.contract.servers;

import org.jspecify.annotations.NullMarked;

/** Small servers for the contract, on Jetty 12. */
@NullMarked
package io.opsagent.contract.servers;

import org.jspecify.annotations.NullMarked;

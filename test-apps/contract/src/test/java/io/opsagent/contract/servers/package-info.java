/** The servers that must pass the contract. */
@NullMarked
package io.opsagent.contract.servers;

import org.jspecify.annotations.NullMarked;

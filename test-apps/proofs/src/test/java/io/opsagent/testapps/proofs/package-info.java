/**
 * Proofs that the agent harms nothing and loses nothing that it need not lose: beside other agents,
 * under strict JVM flags, under redeployments, on virtual threads, killed, and broken on purpose.
 * What takes minutes runs with {@code -Pfull-matrix} only.
 */
@NullMarked
package io.opsagent.testapps.proofs;

import org.jspecify.annotations.NullMarked;

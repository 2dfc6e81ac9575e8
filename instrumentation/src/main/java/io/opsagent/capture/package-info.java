/**
 * The exchange being captured, its bodies, the ring, the table of open exchanges. Knows no server
 * type; everything here runs on the application's threads and therefore never blocks, logs or
 * throws.
 */
@NullMarked
package io.opsagent.capture;

import org.jspecify.annotations.NullMarked;

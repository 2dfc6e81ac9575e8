/** A look into the JVM: threads, requests in work, heap, management beans. */
@NullMarked
package io.opsagent.server.runtime;

import org.jspecify.annotations.NullMarked;

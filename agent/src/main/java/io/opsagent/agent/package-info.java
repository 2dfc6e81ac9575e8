/**
 * The classes of opsagent.jar that the system class loader sees: the entry class and the loader of
 * everything else. Java 8 byte code and API; on an older JVM they must still be able to say so.
 */
@NullMarked
package io.opsagent.agent;

import org.jspecify.annotations.NullMarked;

package io.opsagent.server.runtime;

/**
 * What a garbage collection that somebody asked for did.
 *
 * @param durationMillis how long it took; for most collectors the application stood still meanwhile
 * @param collections that took place; 0 when the JVM was started with {@code
 *     -XX:+DisableExplicitGC}
 * @param usedBytesBefore heap in use
 * @param usedBytesAfter heap in use
 */
public record Collection(
    long durationMillis, long collections, long usedBytesBefore, long usedBytesAfter) {}

package io.opsagent.server.pipeline;

/**
 * What the drain needs to know of the configuration. Immutable.
 *
 * @param service name of the service
 * @param keepUneventful whether headers and bodies are kept below WARN, too
 * @param maxBodyBytes of a body after inflating
 * @param persistDurationMicros requests that take at least so long are not volatile
 */
record FormatterSettings(
    String service, boolean keepUneventful, int maxBodyBytes, long persistDurationMicros) {}

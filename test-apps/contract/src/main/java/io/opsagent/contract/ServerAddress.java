package io.opsagent.contract;

/**
 * A running contract application: its process, and where it listens on 127.0.0.1. Immutable.
 *
 * @param pid of the process
 * @param plain port for HTTP
 * @param tls port for TLS; 0 if there is none ({@link Trait#TLS})
 * @param strict port for HTTP as the server takes it by default; 0 if there is none ({@link
 *     Trait#STRICT_PORT})
 */
record ServerAddress(long pid, int plain, int tls, int strict) {}

/**
 * Servlets in containers that no other entry point knows (docs/spec/instrumentation.md 3.7).
 *
 * <p>What is done is written once, in {@link io.opsagent.servlet.ServletBinding}; what differs
 * between {@code javax.servlet} and {@code jakarta.servlet} are the types, and each of the two has
 * its advice, its {@link io.opsagent.servlet.ServletApi} and its listener.
 */
@NullMarked
package io.opsagent.servlet;

import org.jspecify.annotations.NullMarked;

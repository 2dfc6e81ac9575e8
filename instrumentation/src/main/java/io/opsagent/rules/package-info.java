/**
 * The rules that a captured exchange goes through before anything of it is stored: its level, its
 * route, and masking (operations-api.md 6). No library, Java 8, tolerant of cut and malformed text:
 * nothing in this package throws because of what an application sent or received.
 */
@NullMarked
package io.opsagent.rules;

import org.jspecify.annotations.NullMarked;

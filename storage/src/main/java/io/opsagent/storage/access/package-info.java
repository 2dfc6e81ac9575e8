/** Who may enter: supervisors, clients, users, their tokens, and the log of what was done. */
@org.jspecify.annotations.NullMarked
package io.opsagent.storage.access;

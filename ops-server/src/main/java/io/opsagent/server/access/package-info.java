/**
 * Who may enter: tokens of supervisors and of OpsAgent itself, passwords, the throttle of attempts,
 * and the audit log. Knows no HTTP.
 */
@NullMarked
package io.opsagent.server.access;

import org.jspecify.annotations.NullMarked;

/**
 * The contract that every entry point must pass: what is sent, what must be recorded, and how two
 * runs of one server, without and with the agent, are held against each other.
 */
@NullMarked
package io.opsagent.contract;

import org.jspecify.annotations.NullMarked;

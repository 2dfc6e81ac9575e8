/**
 * The OperationsAPI: who may call, which routes there are, how parameters are read and answers are
 * written (docs/spec/operations-api.md), and OpsAgent's own resources beside it. Knows Javalin's
 * routing, nothing of sockets.
 */
@NullMarked
package io.opsagent.server.api;

import org.jspecify.annotations.NullMarked;

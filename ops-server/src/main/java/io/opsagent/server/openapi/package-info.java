/** The OpenAPI document of the service (operations-api.md 10). */
@NullMarked
package io.opsagent.server.openapi;

import org.jspecify.annotations.NullMarked;

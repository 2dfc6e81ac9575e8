@NullMarked
package io.opsagent.server.openapi;

import org.jspecify.annotations.NullMarked;

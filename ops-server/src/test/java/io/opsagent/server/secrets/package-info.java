/** Requests full of secrets through the whole runtime, and the search for them everywhere. */
@NullMarked
package io.opsagent.server.secrets;

import org.jspecify.annotations.NullMarked;

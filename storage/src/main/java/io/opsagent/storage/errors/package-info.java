/** How often each exception came, by its fingerprint, endpoint and hour. */
@NullMarked
package io.opsagent.storage.errors;

import org.jspecify.annotations.NullMarked;

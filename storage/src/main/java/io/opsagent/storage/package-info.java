/**
 * The operations database: where it lives, how its schema grows, and what is asked of it. Knows no
 * HTTP and no Byte Buddy.
 */
@NullMarked
package io.opsagent.storage;

import org.jspecify.annotations.NullMarked;

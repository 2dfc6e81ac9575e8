/** Rows that wait on disk while the database is away. */
@NullMarked
package io.opsagent.storage.spool;

import org.jspecify.annotations.NullMarked;

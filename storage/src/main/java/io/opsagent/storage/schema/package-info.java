/**
 * How the schema of the operations database grows: explicit lists of SQL scripts, applied by Flyway
 * without any scanning, logging or configuration from outside.
 */
@NullMarked
package io.opsagent.storage.schema;

import org.jspecify.annotations.NullMarked;

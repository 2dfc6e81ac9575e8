@NullMarked
package io.opsagent.storage.spool;

import org.jspecify.annotations.NullMarked;

/** Real database servers for tests, of this module and of those that use it. */
@NullMarked
package io.opsagent.storage.testkit;

import org.jspecify.annotations.NullMarked;

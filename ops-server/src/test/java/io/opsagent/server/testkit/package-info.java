/** What the tests of the operations server share. */
@NullMarked
package io.opsagent.server.testkit;

import org.jspecify.annotations.NullMarked;

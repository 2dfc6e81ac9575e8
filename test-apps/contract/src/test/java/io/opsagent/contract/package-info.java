/** Tests of the kit itself. */
@NullMarked
package io.opsagent.contract;

import org.jspecify.annotations.NullMarked;

/** What every entry point must pass, as one set of cases over real servers and real sockets. */
@NullMarked
package io.opsagent.contract;

import org.jspecify.annotations.NullMarked;

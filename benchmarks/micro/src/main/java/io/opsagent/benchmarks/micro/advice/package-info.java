/** Advice that is linked in benchmarks, as small as advice can be. */
@NullMarked
package io.opsagent.benchmarks.micro.advice;

import org.jspecify.annotations.NullMarked;

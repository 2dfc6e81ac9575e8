/** What stands for the application: loaded by a class loader of its own, so that it is woven. */
@NullMarked
package io.opsagent.benchmarks.micro.application;

import org.jspecify.annotations.NullMarked;

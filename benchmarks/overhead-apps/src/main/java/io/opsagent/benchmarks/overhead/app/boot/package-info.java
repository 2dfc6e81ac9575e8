/** A Spring Boot application that asks a database. */
@NullMarked
package io.opsagent.benchmarks.overhead.app.boot;

import org.jspecify.annotations.NullMarked;

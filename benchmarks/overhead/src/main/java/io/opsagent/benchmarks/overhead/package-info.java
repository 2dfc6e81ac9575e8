/** What an application pays for an agent: see the README of the benchmarks. */
@NullMarked
package io.opsagent.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;

/**
 * An application that is hard to share a JVM with. It brings older versions of libraries that
 * others bring too, sets everything that can be set once in a JVM, and reports what it sees, so
 * that two runs can be compared: with and without somebody else in the process.
 */
@NullMarked
package com.example.hostile;

import org.jspecify.annotations.NullMarked;

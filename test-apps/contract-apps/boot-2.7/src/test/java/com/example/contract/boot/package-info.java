/** Tests of the application without an agent. */
@NullMarked
package com.example.contract.boot;

import org.jspecify.annotations.NullMarked;

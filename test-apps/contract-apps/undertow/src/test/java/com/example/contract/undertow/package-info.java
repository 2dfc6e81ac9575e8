/** Tests of the application without an agent. */
@NullMarked
package com.example.contract.undertow;

import org.jspecify.annotations.NullMarked;

/** Tests of the application without an agent. */
@NullMarked
package com.example.contract.jetty;

import org.jspecify.annotations.NullMarked;

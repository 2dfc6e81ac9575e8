/** Tests of the application without an agent. */
@NullMarked
package com.example.contract.netty;

import org.jspecify.annotations.NullMarked;

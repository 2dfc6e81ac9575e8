/** The contract application in Jetty 12's own handlers, without servlets. It knows of no agent. */
@NullMarked
package com.example.contract.jetty;

import org.jspecify.annotations.NullMarked;

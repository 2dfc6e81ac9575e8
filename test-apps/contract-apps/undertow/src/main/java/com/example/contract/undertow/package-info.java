/** The contract application in Undertow's own handlers, without servlets. It knows of no agent. */
@NullMarked
package com.example.contract.undertow;

import org.jspecify.annotations.NullMarked;

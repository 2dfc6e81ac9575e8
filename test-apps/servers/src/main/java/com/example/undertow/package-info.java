/** A small web application on Undertow's own handlers, without servlets. It knows of no agent. */
@NullMarked
package com.example.undertow;

import org.jspecify.annotations.NullMarked;

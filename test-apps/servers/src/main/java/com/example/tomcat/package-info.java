/** A servlet on an embedded Tomcat. */
@NullMarked
package com.example.tomcat;

import org.jspecify.annotations.NullMarked;

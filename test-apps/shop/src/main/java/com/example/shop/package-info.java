/**
 * A small shop as an old application would be written: Spring MVC 5, JSP, JDBC, a WAR for Tomcat 9.
 * Whoever watches it must be able to do so without any help from here.
 */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;

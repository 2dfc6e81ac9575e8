/**
 * The contract application in Spring MVC controllers. Spring Boot 3.5 gets the same source with the
 * servlet packages renamed. It knows of no agent.
 */
@NullMarked
package com.example.contract.boot;

import org.jspecify.annotations.NullMarked;

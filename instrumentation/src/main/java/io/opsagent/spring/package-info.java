/**
 * Spring MVC 4.3 to 7 as the source of routes, handlers and handled exceptions
 * (docs/spec/instrumentation.md 5.1). javax and jakarta alike.
 */
@NullMarked
package io.opsagent.spring;

import org.jspecify.annotations.NullMarked;

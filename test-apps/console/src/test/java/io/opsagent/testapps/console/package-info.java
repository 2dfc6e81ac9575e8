/** The console of the packed agent on a real Tomcat, used and looked at with a real Chromium. */
@NullMarked
package io.opsagent.testapps.console;

import org.jspecify.annotations.NullMarked;

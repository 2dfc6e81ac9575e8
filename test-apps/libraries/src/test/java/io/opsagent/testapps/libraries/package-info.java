/** What the agent says of the libraries that an unchanged application uses. */
@NullMarked
package io.opsagent.testapps.libraries;

import org.jspecify.annotations.NullMarked;

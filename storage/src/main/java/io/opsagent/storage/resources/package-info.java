/** What the requests of a service run on: hosts, instances, databases, caches. */
@NullMarked
package io.opsagent.storage.resources;

import org.jspecify.annotations.NullMarked;

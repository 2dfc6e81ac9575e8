@NullMarked
package io.opsagent.server.verdict;

import org.jspecify.annotations.NullMarked;

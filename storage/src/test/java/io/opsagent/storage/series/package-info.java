@NullMarked
package io.opsagent.storage.series;

import org.jspecify.annotations.NullMarked;

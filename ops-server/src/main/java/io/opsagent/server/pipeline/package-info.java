/**
 * Between the ring and the tables: the drain, which decodes, masks and formats; the bounded
 * hand-over; the writer (docs/spec/design.md section 3).
 */
@NullMarked
package io.opsagent.server.pipeline;

import org.jspecify.annotations.NullMarked;

/**
 * HTTP/1.1 servers on Netty 4.1 and 4.2 (docs/spec/instrumentation.md 3.5). The codecs are advised;
 * no handler is added to a pipeline.
 */
@NullMarked
package io.opsagent.netty;

import org.jspecify.annotations.NullMarked;

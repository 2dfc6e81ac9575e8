package io.opsagent.testapps.tomcat;

import io.opsagent.testing.RawAnswer;

/**
 * A request that was sent and what came back.
 *
 * @param rest bytes after the answer that belong to no HTTP message: WebSocket frames
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares whole exchanges by equals
record Exchange(Step step, RawAnswer answer, byte[] rest) {

  Exchange(Step step, RawAnswer answer) {
    this(step, answer, new byte[0]);
  }
}

package io.opsagent.contract;

import java.io.File;

/** Netty 4.2 with more in the pipeline than the codec. */
class Netty42PipelineTest extends NettyPipelineTest {

  @Override
  File jars() {
    return new File("target/other-versions/netty-4.2");
  }
}

package io.opsagent.benchmarks.overhead;

/** Whose work a thread of a server does. */
enum ThreadOwner {
  /** The server's own threads that serve requests, with what an agent does on them. */
  REQUESTS("threads of requests"),
  COMPILERS("compilers"),
  COLLECTOR("collector"),
  /** Those of an agent, and the little that the application and the JVM have besides. */
  OTHERS("all others");

  private final String title;

  ThreadOwner(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * Tells the owner by the name that the kernel knows.
   *
   * @param comm the first 15 characters of the thread's name
   */
  static ThreadOwner of(String comm) {
    if (comm.startsWith("http-nio-") || comm.startsWith("nioEventLoop")) {
      return REQUESTS;
    }
    if (comm.startsWith("C1 Compiler") || comm.startsWith("C2 Compiler")) {
      return COMPILERS;
    }
    return comm.startsWith("GC ") || comm.startsWith("G1 ") ? COLLECTOR : OTHERS;
  }
}

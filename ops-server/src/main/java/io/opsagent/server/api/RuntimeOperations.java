package io.opsagent.server.api;

import io.opsagent.server.runtime.BeanDetails;
import io.opsagent.server.runtime.BeanTree;
import io.opsagent.server.runtime.Collection;
import io.opsagent.server.runtime.HeapHistogram;
import io.opsagent.server.runtime.InFlight;
import io.opsagent.server.runtime.MemoryFacts;
import io.opsagent.server.runtime.ProcessFacts;
import io.opsagent.server.runtime.ThreadDump;
import java.util.List;

/** The routes on the inside of the process, as the document has them. */
final class RuntimeOperations {
  private static final OwnSchema DUMP =
      OwnSchema.resource()
          .with("path", OwnSchema.text())
          .with("state", OwnSchema.oneOf("running", "done", "failed"))
          .with("bytes", OwnSchema.integer())
          .with("problem", OwnSchema.text().orNull());

  private RuntimeOperations() {}

  static List<OwnOperation> all() {
    return List.of(
        OwnOperation.get(
                "/v1/runtime/threads",
                "All threads of this process, those with the same stack together.",
                OwnSchema.ofRecord(ThreadDump.class))
            .parameter(
                "format", OwnSchema.oneOf("json", "text"), "text is as the JDK's own tool has it."),
        OwnOperation.get(
                "/v1/runtime/requests",
                "Requests in work, the oldest first, with the stack of the thread that serves each.",
                OwnSchema.ofRecord(InFlight.class))
            .parameter("limit", OwnSchema.integer(), "1 to 500; 100.")
            .parameter("frames", OwnSchema.integer(), "Frames of each stack: 0 to 128; 32."),
        OwnOperation.get(
            "/v1/runtime/environment",
            "What this process was started with: JVM, arguments, system properties and environment"
                + " variables, masked.",
            OwnSchema.ofRecord(ProcessFacts.class)),
        OwnOperation.get(
            "/v1/runtime/memory",
            "Garbage collectors and memory pools, as the JVM counts them.",
            OwnSchema.ofRecord(MemoryFacts.class)),
        OwnOperation.get(
                "/v1/runtime/heap/histogram",
                "What fills the heap, by class. The application stands still while it is counted.",
                OwnSchema.ofRecord(HeapHistogram.class))
            .parameter("rows", OwnSchema.integer(), "How many classes: 1 to 5000; 100."),
        OwnOperation.post(
                "/v1/runtime/gc",
                "Collects garbage. The application stands still meanwhile.",
                null,
                "",
                OwnSchema.ofRecord(Collection.class))
            .answers(200, OwnSchema.ofRecord(Collection.class)),
        OwnOperation.get(
            "/v1/runtime/mbeans",
            "The names of all management beans.",
            OwnSchema.ofRecord(BeanTree.class)),
        OwnOperation.get(
                "/v1/runtime/mbeans/attributes",
                "One management bean with the values of its attributes, masked. Nothing is changed.",
                OwnSchema.ofRecord(BeanDetails.class))
            .required("name", OwnSchema.text(), "Name of the bean, as java.lang:type=Memory."),
        OwnOperation.get(
                "/v1/runtime/heap/dumps",
                "Heap dumps on this machine, the newest first, and whether there may be another one.",
                OwnSchema.page(DUMP)
                    .with("enabled", OwnSchema.bool())
                    .with("folder", OwnSchema.text())
                    .with("freeBytes", OwnSchema.integer())
                    .with("expectedBytes", OwnSchema.integer())
                    .with("maxFiles", OwnSchema.integer()))
            .paged(),
        OwnOperation.post(
                "/v1/runtime/heap/dumps",
                "Begins to write a heap dump into the data directory. The application stands still"
                    + " meanwhile.",
                null,
                "",
                DUMP)
            .answers(202, DUMP),
        OwnOperation.get(
            "/v1/runtime/heap/dumps/{id}", "One heap dump, without its content.", DUMP),
        OwnOperation.delete(
            "/v1/runtime/heap/dumps/{id}", "Deletes the file of a heap dump.", DUMP));
  }
}

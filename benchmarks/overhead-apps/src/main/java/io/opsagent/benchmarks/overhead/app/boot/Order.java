package io.opsagent.benchmarks.overhead.app.boot;

import java.util.List;

/** An order with its lines, as the application answers it. */
record Order(long id, String customer, List<Line> lines) {
  record Line(String article, int amount) {}
}

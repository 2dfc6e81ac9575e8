package com.example.hostile;

import java.util.List;
import java.util.OptionalInt;

/**
 * What can be seen of one run of the application from outside.
 *
 * @param exit exit status; empty when the JVM did not end
 * @param stdout lines of standard output, without reports
 * @param stderr lines of standard error
 * @param banners lines of both that an agent says its name in; in neither of the two lists
 * @param answers what the application reported, in order, made comparable
 */
record Observation(
    OptionalInt exit,
    List<String> stdout,
    List<String> stderr,
    List<String> banners,
    List<Answer> answers) {
  Observation {
    stdout = List.copyOf(stdout);
    stderr = List.copyOf(stderr);
    banners = List.copyOf(banners);
    answers = List.copyOf(answers);
  }
}

package io.opsagent.benchmarks.micro.application;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A method that is not woven. */
public final class PlainMethod implements UnaryOperator<@Nullable Object> {
  @Override
  public @Nullable Object apply(@Nullable Object argument) {
    return argument;
  }
}

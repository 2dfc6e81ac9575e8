package io.opsagent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.CircuitBreaker;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkedJoinPointTest {
  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final MethodType TYPE = MethodType.methodType(int.class, Object.class);

  private final JoinPoint place = new JoinPoint("a.B", "c", "()V", "advice");
  private final PluginSwitch pluginSwitch =
      new PluginSwitch(new Plugin("plug-in", "advice", place), true);
  private final LinkedJoinPoint joinPoint = new LinkedJoinPoint(pluginSwitch, place, "loader@1");

  @BeforeEach
  void noCalls() {
    CALLS.set(0);
  }

  /** What a call site calls: throws what it is given. */
  public static int advice(Object argument) throws Throwable {
    CALLS.incrementAndGet();
    if (argument instanceof Throwable) {
      throw (Throwable) argument;
    }
    return 7;
  }

  private CallSite callSite() throws ReflectiveOperationException {
    SwitchableCallSite callSite = new SwitchableCallSite("advice", TYPE, null);
    joinPoint.add(callSite);
    callSite.bind(
        joinPoint.guard(
            MethodHandles.lookup().findStatic(LinkedJoinPointTest.class, "advice", TYPE)));
    joinPoint.update();
    return callSite.callSite();
  }

  private static int call(CallSite callSite, Object argument) throws Throwable {
    return (int) callSite.dynamicInvoker().invokeExact(argument);
  }

  @Test
  void what_advice_throws_is_swallowed_and_counted() throws Throwable {
    CallSite callSite = callSite();

    assertThat(call(callSite, "fine")).isEqualTo(7);
    assertThat(call(callSite, new IllegalStateException("two\nlines"))).isZero();

    assertThat(joinPoint.failures()).isEqualTo(1);
    assertThat(joinPoint.isOff()).isFalse();
    assertThat(joinPoint.lastFailure()).contains("IllegalStateException: two lines at ");
    assertThat(call(callSite, "fine")).isEqualTo(7);
  }

  @Test
  void after_too_many_failures_all_its_call_sites_do_nothing() throws Throwable {
    CallSite failing = callSite();
    CallSite other = callSite();
    for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
      assertThat(joinPoint.isOff()).isFalse();
      call(failing, new IllegalStateException());
    }
    assertThat(joinPoint.isOff()).isTrue();
    CALLS.set(0);

    assertThat(call(failing, "fine")).isZero();
    assertThat(call(other, "fine")).isZero();
    assertThat(call(callSite(), "fine")).as("one that is linked later").isZero();

    assertThat(CALLS.get()).isZero();
    assertThat(joinPoint.failures()).isEqualTo(CircuitBreaker.MAX_FAILURES);
  }

  @Test
  void a_stack_or_heap_that_is_used_up_does_not_switch_it_off() throws Throwable {
    CallSite callSite = callSite();

    for (int i = 0; i < 3 * CircuitBreaker.MAX_FAILURES; i++) {
      assertThat(call(callSite, new StackOverflowError())).isZero();
      assertThat(call(callSite, new OutOfMemoryError())).isZero();
    }

    assertThat(joinPoint.failures()).isEqualTo(6 * CircuitBreaker.MAX_FAILURES);
    assertThat(joinPoint.isOff()).isFalse();
    assertThat(call(callSite, "fine")).isEqualTo(7);
  }

  @Test
  void one_linkage_error_is_enough() throws Throwable {
    CallSite callSite = callSite();

    call(callSite, new NoSuchMethodError("gone in this version"));

    assertThat(joinPoint.isOff()).isTrue();
    assertThat(joinPoint.lastFailure()).contains("gone in this version");
    assertThat(call(callSite, "fine")).isZero();
  }

  @Test
  void an_exception_whose_text_cannot_be_had_is_counted_like_any_other() throws Throwable {
    call(
        callSite(),
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String toString() {
            throw new IllegalStateException();
          }
        });

    assertThat(joinPoint.failures()).isEqualTo(1);
    assertThat(joinPoint.lastFailure()).contains("LinkedJoinPointTest");
  }

  @Test
  void what_cannot_be_linked_is_off_from_the_start() {
    joinPoint.cannotLink(new ClassNotFoundException("advice"));

    assertThat(joinPoint.isOff()).isTrue();
    assertThat(joinPoint.failures()).isEqualTo(1);
    assertThat(joinPoint.lastFailure()).contains("advice");
  }

  @Test
  void while_its_plug_in_is_off_its_call_sites_do_nothing() throws Throwable {
    CallSite callSite = callSite();

    pluginSwitch.set(false);
    joinPoint.update();
    assertThat(call(callSite, "fine")).isZero();
    assertThat(call(callSite(), "fine")).as("one that is linked later").isZero();
    assertThat(CALLS.get()).isZero();

    pluginSwitch.set(true);
    joinPoint.update();
    assertThat(call(callSite, "fine")).isEqualTo(7);
  }

  @Test
  void a_breaker_that_is_open_stays_open_when_the_plug_in_is_switched_off_and_on()
      throws Throwable {
    CallSite callSite = callSite();
    call(callSite, new NoSuchMethodError("gone in this version"));

    pluginSwitch.set(false);
    joinPoint.update();
    pluginSwitch.set(true);
    joinPoint.update();
    assertThat(call(callSite, "fine")).isZero();

    joinPoint.reset();
    joinPoint.update();
    assertThat(call(callSite, "fine")).isEqualTo(7);
    assertThat(joinPoint.failures()).isZero();
    assertThat(joinPoint.lastFailure()).isNull();
  }
}

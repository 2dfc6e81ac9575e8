package io.opsagent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClassFileVersionsTest {

  private static byte[] classFile(int major) {
    return new byte[] {
      (byte) 0xca,
      (byte) 0xfe,
      (byte) 0xba,
      (byte) 0xbe,
      0,
      3,
      (byte) (major >>> 8),
      (byte) major,
      42
    };
  }

  @Test
  void the_version_is_read_from_the_seventh_and_eighth_byte() {
    assertThat(ClassFileVersions.majorOf(classFile(50))).isEqualTo(50);
    assertThat(ClassFileVersions.majorOf(classFile(69))).isEqualTo(69);
    assertThat(ClassFileVersions.majorOf(classFile(300))).isEqualTo(300);
    assertThat(ClassFileVersions.majorOf(new byte[7])).isZero();
  }

  @Test
  void version_50_is_raised_in_a_copy() {
    byte[] old = classFile(50);

    byte[] raised = Objects.requireNonNull(ClassFileVersions.raise(old));

    assertThat(ClassFileVersions.majorOf(raised)).isEqualTo(51);
    assertThat(raised[8]).isEqualTo((byte) 42);
    assertThat(old).isEqualTo(classFile(50));
  }

  @Test
  void newer_ones_are_taken_as_they_are() {
    byte[] current = classFile(52);
    assertThat(ClassFileVersions.raise(current)).isSameAs(current);
    byte[] first = classFile(51);
    assertThat(ClassFileVersions.raise(first)).isSameAs(first);
  }

  @Test
  void older_ones_without_frames_are_left_alone() {
    assertThat(ClassFileVersions.raise(classFile(49))).isNull();
    assertThat(ClassFileVersions.raise(classFile(46))).isNull();
    assertThat(ClassFileVersions.raise(new byte[0])).isNull();
  }
}

package io.opsagent.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house (docs/spec/design.md section 2). */
@AnalyzeClasses(
    packages = "io.opsagent",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String[] BINDINGS = {
    "io.opsagent.jetty..",
    "io.opsagent.jetty12..",
    "io.opsagent.tomcat..",
    "io.opsagent.undertow..",
    "io.opsagent.netty..",
    "io.opsagent.servlet..",
    "io.opsagent.spring..",
    "io.opsagent.logging..",
    "io.opsagent.jdbc..",
    "io.opsagent.redis..",
    "io.opsagent.caffeine.."
  };
  private static final String[] INSTRUMENTATION = {
    "io.opsagent.bridge..",
    "io.opsagent.capture..",
    "io.opsagent.rules..",
    "io.opsagent.settings..",
    "io.opsagent.weaving..",
    "io.opsagent.jetty..",
    "io.opsagent.jetty12..",
    "io.opsagent.tomcat..",
    "io.opsagent.undertow..",
    "io.opsagent.netty..",
    "io.opsagent.servlet..",
    "io.opsagent.spring..",
    "io.opsagent.logging..",
    "io.opsagent.jdbc..",
    "io.opsagent.redis..",
    "io.opsagent.caffeine.."
  };

  private static final DescribedPredicate<JavaClass> ARE_OURS = resideInAPackage("io.opsagent..");

  @ArchTest
  static final ArchRule instrumentation_knows_neither_storage_nor_server =
      noClasses()
          .that()
          .resideInAnyPackage(INSTRUMENTATION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.opsagent.storage..", "io.opsagent.server..", "io.opsagent.agent..");

  @ArchTest
  static final ArchRule storage_knows_no_http_and_no_byte_buddy =
      noClasses()
          .that()
          .resideInAPackage("io.opsagent.storage..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(INSTRUMENTATION)
                  .or(
                      resideInAnyPackage(
                          "io.opsagent.server..",
                          "io.opsagent.agent..",
                          "io.javalin..",
                          "org.eclipse.jetty..",
                          "jakarta.servlet..",
                          "net.bytebuddy..")));

  @ArchTest
  static final ArchRule the_server_knows_of_the_instrumentation_only_capture_rules_and_settings =
      noClasses()
          .that()
          .resideInAPackage("io.opsagent.server..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.opsagent.weaving..",
                  "io.opsagent.bridge..",
                  "io.opsagent.jetty..",
                  "io.opsagent.jetty12..",
                  "io.opsagent.tomcat..",
                  "io.opsagent.undertow..",
                  "io.opsagent.netty..",
                  "io.opsagent.servlet..",
                  "io.opsagent.spring..",
                  "io.opsagent.logging..",
                  "io.opsagent.jdbc..",
                  "io.opsagent.redis..",
                  "io.opsagent.caffeine..",
                  "io.opsagent.agent..",
                  "net.bytebuddy.."));

  @ArchTest
  static final ArchRule the_console_is_files_and_knows_nothing_of_the_others =
      classes()
          .that()
          .resideInAPackage("io.opsagent.console..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.opsagent.console..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule capture_knows_no_server_type =
      classes()
          .that()
          .resideInAPackage("io.opsagent.capture..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.opsagent.capture..", "java..", "javax.net.ssl..", "org.jspecify..");

  @ArchTest
  static final ArchRule rules_and_settings_need_no_library =
      classes()
          .that()
          .resideInAnyPackage("io.opsagent.rules..", "io.opsagent.settings..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.opsagent.rules..", "io.opsagent.settings..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule the_bridge_depends_on_nothing =
      classes()
          .that()
          .resideInAPackage("io.opsagent.bridge..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.opsagent.bridge..", "java.lang..", "java.util..", "org.jspecify..");

  @ArchTest
  static final ArchRule server_bindings_do_not_depend_on_a_servlet_namespace =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.opsagent.jetty..",
              "io.opsagent.jetty12..",
              "io.opsagent.tomcat..",
              "io.opsagent.undertow..",
              "io.opsagent.netty..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.servlet..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule bindings_know_only_capture_their_server_and_how_to_declare_themselves =
      noClasses()
          .that()
          .resideInAnyPackage(BINDINGS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.opsagent.rules..",
                  "io.opsagent.settings..",
                  "io.opsagent.bridge..",
                  "org.slf4j.."));

  @ArchTest
  static final ArchRule bindings_do_not_know_each_other =
      slices()
          .matching("io.opsagent.(jetty|jetty12|tomcat|undertow|netty|servlet|spring|jdbc)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule advice_speaks_only_of_jdk_types =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Advice")
          .and()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(BINDINGS)
          .should()
          .haveRawReturnType(resideInAPackage("java..").or(isPrimitive()));

  @ArchTest
  static final ArchRule entry_classes_stand_alone =
      classes()
          .that()
          .resideInAPackage("io.opsagent.agent")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("io.opsagent.agent", "java..", "org.jspecify.."));

  @ArchTest
  static final ArchRule nobody_calls_driver_manager_or_unsafe =
      noClasses()
          .that(ARE_OURS)
          .should()
          .accessClassesThat()
          .haveFullyQualifiedName("java.sql.DriverManager")
          .orShould()
          .accessClassesThat()
          .haveFullyQualifiedName("sun.misc.Unsafe");

  /** The binding of Tomcat's logging reads records that the application's own logging has made. */
  @ArchTest
  static final ArchRule nobody_calls_java_util_logging_but_the_binding_that_reads_it =
      noClasses()
          .that(ARE_OURS)
          .and()
          .resideOutsideOfPackage("io.opsagent.logging..")
          .should()
          .accessClassesThat()
          .resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule what_runs_in_premain_touches_nothing_that_must_wait =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.opsagent.settings..",
              "io.opsagent.capture..",
              "io.opsagent.weaving..",
              "io.opsagent.agent")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..", "java.time..", "java.lang.management..", "javax.management..");

  private static DescribedPredicate<JavaClass> isPrimitive() {
    return DescribedPredicate.describe("primitive types", JavaClass::isPrimitive);
  }
}

package io.opsagent.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar with one class, compiled from source here and found by no other class path. */
final class CompiledJar {
  private CompiledJar() {}

  /** Compiles the class and puts it into a jar that names it as a service. */
  static void write(Path jar, String className, Class<?> service, String source)
      throws IOException {
    Path classes = Files.createTempDirectory("plugin-classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + className.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    assertThat(compiler.getTask(null, null, null, options, null, List.of(file)).call()).isTrue();
    String entry = className.replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(Files.readAllBytes(classes.resolve(entry)));
      out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      out.write(className.getBytes(StandardCharsets.UTF_8));
    }
    org.assertj.core.util.Files.delete(classes.toFile());
  }
}

package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.console.ConsoleFile;
import io.opsagent.console.ConsoleFiles;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The console (docs/spec/console/console.md 3 and 13): one shell document at every address below
 * {@code /{route}/ui/}, and below {@code /{route}/ui/_/{build}/} the files that it loads. Neither
 * asks for a sign-in, for neither holds anything of the service; what the console shows it gets
 * from the API with the rights of the one who looks.
 */
final class ConsoleResource {
  /** Path below the API's root for everything but the console's root itself. */
  static final String PATTERN = "/ui/<path>";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String FILES = "_/";
  private static final String ONE_YEAR = "public, max-age=31536000, immutable";

  private final ConsoleFiles files;
  private final byte[] shell;

  /**
   * The console at this root.
   *
   * @param rootPath path of the API, such as {@code /ops}
   */
  ConsoleResource(ConsoleFiles files, String rootPath) {
    this.files = files;
    this.shell = files.shell(rootPath).getBytes(StandardCharsets.UTF_8);
  }

  /** The shell at the console's root. */
  void root(Context ctx) {
    ctx.contentType(HTML).result(shell);
  }

  /** A file, or the shell at the address of a page. */
  void below(Context ctx) {
    String path = ctx.pathParam("path");
    if (path.startsWith(FILES)) {
      file(ctx, path.substring(FILES.length()));
    } else {
      root(ctx);
    }
  }

  private void file(Context ctx, String path) {
    String ofThisBuild = files.build() + "/";
    ConsoleFile file =
        path.startsWith(ofThisBuild)
            ? files.find(path.substring(ofThisBuild.length())).orElse(null)
            : null;
    if (file == null) {
      // Also what a page of an older build asks for: it then says that there is a newer one.
      throw ApiException.ofStatus(404, "The console has no such file in build " + files.build());
    }
    EntityTag tag = EntityTag.strong(file.tag());
    ctx.header("Cache-Control", ONE_YEAR);
    ctx.header(EntityTag.HEADER, tag.text());
    ctx.header("Vary", "Accept-Encoding");
    if (tag.isAmong(ctx.header(EntityTag.KNOWN))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(file.mediaType());
    if (takesGzip(ctx.header("Accept-Encoding"))) {
      ctx.header("Content-Encoding", "gzip").result(file.gzip());
    } else {
      ctx.result(file.plain());
    }
  }

  /** Whether gzip is named without being refused by a weight of nothing. */
  private static boolean takesGzip(@Nullable String accepted) {
    if (accepted == null) {
      return false;
    }
    for (String one : accepted.split(",", -1)) {
      String[] parts = one.strip().split(";", -1);
      if (parts[0].strip().equalsIgnoreCase("gzip")) {
        return parts.length < 2 || !parts[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}

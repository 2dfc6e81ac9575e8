package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.util.List;

/**
 * Where tables go: to standard output, and into docs/overhead.md unless that is to be left alone.
 */
final class Output {
  private final Options options;
  private final Site site;
  private final Page page;
  private final String command;

  Output(Options options, Site site, String[] args) {
    this.options = options;
    this.site = site;
    this.page = new Page(site.root().resolve("docs/overhead.md"));
    this.command = ("benchmarks/overhead/run " + String.join(" ", args)).trim();
  }

  void preface(List<Variant> variants) throws IOException {
    if (options.isWritten()) {
      page.replace("preface", Preface.text(site, variants));
    }
  }

  void table(Application application, String part, String title, String text) throws IOException {
    table(application.id() + " " + part, application.title() + ": " + title, text);
  }

  void table(String part, String title, String text) throws IOException {
    String section = "## " + title + "\n\nBy `" + command + "`.\n\n" + text;
    System.out.println(section);
    if (options.isWritten()) {
      page.replace(part, section);
    }
  }
}

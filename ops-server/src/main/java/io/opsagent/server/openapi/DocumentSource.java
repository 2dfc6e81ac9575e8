package io.opsagent.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * One source of an OpenAPI document as the key {@code openapi} names it (operations-api.md 10.5).
 */
final class DocumentSource {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_BYTES = 8 * 1024 * 1024;
  private static final int MAX_SOURCES = 50;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(yaml());

  private final String name;
  private final Content content;

  private DocumentSource(String name, Content content) {
    this.name = name;
    this.content = content;
  }

  private static YAMLFactory yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  /** Reads the document, or fails with what is wrong with it. */
  private interface Content {
    JsonNode read() throws IOException;
  }

  /**
   * The sources of a setting: the text of a document; a list in JSON of texts, documents and lists;
   * or URLs and files apart by commas.
   */
  static List<DocumentSource> of(String setting) {
    List<DocumentSource> sources = new ArrayList<>();
    String text = setting.strip();
    if (text.startsWith("[")) {
      try {
        addAll(sources, JSON.readTree(text));
        return sources;
      } catch (JsonProcessingException e) {
        return List.of(broken("the list", e));
      }
    }
    if (isDocumentText(text)) {
      return List.of(ofText(text));
    }
    for (String one : text.split(",")) {
      if (!one.isBlank() && sources.size() < MAX_SOURCES) {
        sources.add(ofReference(one.strip()));
      }
    }
    return sources;
  }

  private static void addAll(List<DocumentSource> sources, JsonNode item) {
    if (sources.size() >= MAX_SOURCES) {
      return;
    }
    if (item.isArray()) {
      item.forEach(one -> addAll(sources, one));
    } else if (item.isObject()) {
      sources.add(new DocumentSource("a document in the list", () -> item));
    } else {
      String text = item.asText().strip();
      sources.add(isDocumentText(text) ? ofText(text) : ofReference(text));
    }
  }

  private static boolean isDocumentText(String text) {
    return text.startsWith("{") || text.contains("\n") || text.startsWith("openapi:");
  }

  private static DocumentSource ofText(String text) {
    return new DocumentSource("the text", () -> parse(text, !text.startsWith("{")));
  }

  private static DocumentSource ofReference(String reference) {
    String lower = reference.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") || lower.startsWith("https://")) {
      return new DocumentSource(withoutQuery(reference), () -> fetch(reference));
    }
    return new DocumentSource(
        reference,
        () -> {
          try {
            Path file = Path.of(reference);
            if (Files.size(file) > MAX_BYTES) {
              throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            return parse(Files.readString(file), lower.endsWith(".yaml") || lower.endsWith(".yml"));
          } catch (InvalidPathException e) {
            throw new IOException("it is no URL, no file and no document", e);
          }
        });
  }

  /** A query can hold a key. */
  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static DocumentSource broken(String name, IOException failure) {
    return new DocumentSource(
        name,
        () -> {
          throw failure;
        });
  }

  private static JsonNode fetch(String url) throws IOException {
    // Not the newer client: it keeps a thread of its own.
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Accept", "application/json, application/yaml;q=0.9, */*;q=0.1");
    try {
      if (connection.getResponseCode() != 200) {
        throw new IOException("it answers " + connection.getResponseCode());
      }
      String type = connection.getContentType();
      return parse(
          new String(read(connection), StandardCharsets.UTF_8),
          type != null && type.toLowerCase(Locale.ROOT).contains("yaml"));
    } finally {
      connection.disconnect();
    }
  }

  /** A server that sends a byte now and then must not hold us for ever. */
  private static byte[] read(HttpURLConnection connection) throws IOException {
    long deadlineNanos = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = connection.getInputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
        if (bytes.size() > MAX_BYTES || System.nanoTime() - deadlineNanos > 0) {
          throw new IOException("it has more than " + MAX_BYTES + " bytes, or takes more than 5 s");
        }
      }
    }
    return bytes.toByteArray();
  }

  private static JsonNode parse(String text, boolean yaml) throws IOException {
    try {
      return (yaml ? YAML : JSON).readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException("it is no " + (yaml ? "YAML" : "JSON") + ": " + e.getOriginalMessage());
    }
  }

  /** Where it comes from, for people; without secrets of a URL's query. */
  String name() {
    return name;
  }

  /**
   * The document.
   *
   * @throws IOException when it cannot be read or is no OpenAPI document; the message says why
   */
  ObjectNode read() throws IOException {
    try {
      JsonNode document = content.read();
      JsonNode info = document.path("info");
      if (!(document instanceof ObjectNode object)
          || !document.path("openapi").isTextual()
          || !info.path("title").isTextual()
          || info.path("version").isMissingNode()) {
        throw new IOException(
            "it is no OpenAPI document (that has openapi, info.title and info.version)");
      }
      return object.deepCopy();
    } catch (IllegalArgumentException e) {
      throw new IOException("it is no URL", e);
    }
  }
}

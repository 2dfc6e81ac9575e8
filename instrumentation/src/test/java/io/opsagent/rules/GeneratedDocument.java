package io.opsagent.rules;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One document made from a seed, the values in it that must not be seen after masking, and the
 * values that must be.
 */
final class GeneratedDocument {
  private static final String[] SECRET_KEYS = {
    "password", "db_password", "PWD", "Client-Secret", "apiKey", "access_token", "refreshToken",
    "JSESSIONID", "dsn", "passphrase2", "x.api.key", "sécret_key", "Authorization", "APIKey"
  };
  private static final String[] PLAIN_KEYS = {
    "id", "user", "title", "ünï", "token", "n", "a b", "items", "q\"uote", "tab\t"
  };
  private static final String[] DECORATION = {
    "", "é", "\"", "\\", "&", "<", "=", "\n", "😀", "%41", ";", "+", "\u2028", "\u0001", "]]>"
  };

  final String mediaType;
  final String text;
  final List<String> secrets = new ArrayList<>();
  final List<String> plains = new ArrayList<>();
  private final Random random;
  private final long seed;

  GeneratedDocument(long seed) {
    this.seed = seed;
    // Small seeds that follow each other begin with the same bits.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    StringBuilder out = new StringBuilder();
    switch (random.nextInt(4)) {
      case 0 -> {
        mediaType = "application/json";
        json(out, 0, false);
      }
      case 1 -> {
        mediaType = "application/x-ndjson";
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          json(out, 0, false);
          out.append('\n');
        }
      }
      case 2 -> {
        mediaType = "application/x-www-form-urlencoded";
        form(out);
      }
      default -> {
        mediaType = "application/xml";
        xml(out, 0, false);
      }
    }
    text = out.toString();
  }

  private String pick(String[] words) {
    return words[random.nextInt(words.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A value whose core is in no other place; decorated with what needs care. */
  private String value(boolean secret) {
    List<String> list = secret ? secrets : plains;
    String core = (secret ? "SEC" : "PLN") + seed + "x" + list.size() + "E";
    list.add(core);
    return pick(DECORATION) + core + pick(DECORATION);
  }

  private String key(boolean secret) {
    return secret ? pick(SECRET_KEYS) : pick(PLAIN_KEYS);
  }

  private void json(StringBuilder out, int depth, boolean secret) {
    int kind = depth > 5 ? 2 : random.nextInt(4);
    if (kind == 0) {
      out.append(chance(30) ? "{ " : "{");
      for (int i = random.nextInt(5); i >= 0; i--) {
        boolean secretKey = chance(40);
        string(out, key(secretKey));
        out.append(chance(30) ? " : " : ":");
        json(out, depth + 1, secret || secretKey);
        out.append(i > 0 ? "," : "");
      }
      out.append('}');
    } else if (kind == 1) {
      out.append('[');
      for (int i = random.nextInt(4); i >= 0; i--) {
        json(out, depth + 1, secret);
        out.append(i > 0 ? ",\n" : "");
      }
      out.append(']');
    } else if (chance(20)) {
      out.append(pick(new String[] {"true", "false", "null", "0", "\"\""}));
    } else {
      string(out, value(secret));
    }
  }

  /** Escapes some characters that need no escape, too. */
  private void string(StringBuilder out, String value) {
    out.append('"');
    for (char c : value.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\' || (value.length() < 20 && chance(10))) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void form(StringBuilder out) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      boolean secret = chance(40);
      out.append(URLEncoder.encode(key(secret), StandardCharsets.UTF_8)).append('=');
      out.append(URLEncoder.encode(value(secret), StandardCharsets.UTF_8));
      out.append(i > 0 ? "&" : "");
    }
  }

  private void xml(StringBuilder out, int depth, boolean secret) {
    boolean secretElement = chance(30);
    boolean inside = secret || secretElement;
    String name = key(secretElement).replaceAll("[^\\p{L}0-9._-]", "_");
    out.append('<').append(name);
    for (int i = random.nextInt(3); i > 0; i--) {
      boolean secretAttribute = chance(40);
      String attribute = key(secretAttribute).replaceAll("[^\\p{L}0-9._-]", "_") + i;
      String text = escape(value(inside || secretAttribute)).replace("\"", "&quot;");
      out.append(' ').append(attribute).append("=\"").append(text).append('"');
    }
    if (chance(10)) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (int i = random.nextInt(4); i > 0; i--) {
      if (depth < 5 && chance(50)) {
        xml(out, depth + 1, inside);
      } else if (chance(20)) {
        out.append("<![CDATA[").append(value(inside).replace("]]>", "")).append("]]>");
      } else {
        out.append(escape(value(inside)));
      }
    }
    out.append("</").append(name).append('>');
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;");
  }
}

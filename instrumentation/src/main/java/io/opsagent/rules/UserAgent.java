package io.opsagent.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code User-Agent} header says of the client: browser and operating system with their
 * versions, and the kind of device (operations-api.md 1.13, 6.3). Looks for the marks that browsers
 * agree on, in the order in which one pretends to be the other; without regular expressions,
 * because strangers choose the text. Immutable.
 */
public final class UserAgent {
  private static final int MAX_CHARS = 1_000;
  private static final int MAX_VERSION_CHARS = 20;

  /** A mark in the text and the browser that has it; the first that is found counts. */
  private static final String[][] BROWSERS = {
    {"Edg/", "Edge"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"Edge/", "Edge"},
    {"OPR/", "Opera"},
    {"OPT/", "Opera"},
    {"Opera/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"YaBrowser/", "Yandex"},
    {"Vivaldi/", "Vivaldi"},
    {"CriOS/", "Chrome"},
    {"FxiOS/", "Firefox"},
    {"Firefox/", "Firefox"},
    {"HeadlessChrome/", "Headless Chrome"},
    {"Chrome/", "Chrome"},
    {"MSIE ", "IE"},
    {"Trident/", "IE"},
    {"curl/", "curl"},
    {"Wget/", "Wget"},
    {"okhttp/", "okhttp"},
    {"Apache-HttpClient/", "Apache-HttpClient"},
    {"Java-http-client/", "Java-http-client"},
    {"python-requests/", "python-requests"},
    {"Go-http-client/", "Go-http-client"},
    {"PostmanRuntime/", "PostmanRuntime"},
  };

  private static final String[] BOT_MARKS = {
    "bot", "crawler", "spider", "slurp", "monitor", "headless", "lighthouse", "facebookexternalhit"
  };

  /** What statistics tell apart (operations-api.md 6.7). */
  private static final List<String> COUNTED_SYSTEMS = Arrays.asList("mac", "windows", "linux");

  private static final List<String> COUNTED_BROWSERS =
      Arrays.asList("chrome", "firefox", "safari", "edge", "opera", "ie");

  private static final String[] EMAIL_MARKS = {"outlook", "thunderbird", "airmail"};

  private final @Nullable String browser;
  private final @Nullable String os;
  private final String device;
  private final List<String> kinds;

  private UserAgent(@Nullable String browser, @Nullable String os, String device) {
    this.browser = browser;
    this.os = os;
    this.device = device;
    List<String> found = new ArrayList<String>(3);
    addKind(found, "os", os, COUNTED_SYSTEMS);
    addKind(found, "browser", browser, COUNTED_BROWSERS);
    found.add("device." + device);
    this.kinds = Collections.unmodifiableList(found);
  }

  private static void addKind(
      List<String> kinds, String kind, @Nullable String name, List<String> words) {
    if (name != null) {
      // Whole words: a Java-http-client is no ie.
      for (String part : name.toLowerCase(Locale.ROOT).split(" ")) {
        if (words.contains(part)) {
          kinds.add(kind + "." + part);
          return;
        }
      }
    }
  }

  /** Reads the value of a header; what is beyond its first 1,000 characters does not count. */
  public static UserAgent of(String header) {
    String text = header.length() > MAX_CHARS ? header.substring(0, MAX_CHARS) : header;
    String lower = text.toLowerCase(Locale.ROOT);
    String os = osOf(text);
    return new UserAgent(browserOf(text), os, deviceOf(lower, os));
  }

  private static @Nullable String browserOf(String text) {
    for (String[] mark : BROWSERS) {
      int at = text.indexOf(mark[0]);
      if (at >= 0) {
        if (mark[0].equals("Trident/")) {
          return named("IE", version(text, text.indexOf("rv:"), 3));
        }
        return named(mark[1], version(text, at, mark[0].length()));
      }
    }
    if (text.contains("Safari/")) {
      return named("Safari", version(text, text.indexOf("Version/"), 8));
    }
    return null;
  }

  private static @Nullable String osOf(String text) {
    int at = text.indexOf("Windows NT ");
    if (at >= 0) {
      return "Windows " + windows(version(text, at, 11));
    }
    if (text.contains("Windows Phone")) {
      return named("Windows Phone", version(text, text.indexOf("Windows Phone "), 14));
    }
    at = text.indexOf("Android");
    if (at >= 0) {
      return named("Android", version(text, at, 8));
    }
    if (text.contains("iPhone") || text.contains("iPad") || text.contains("iPod")) {
      int version = text.indexOf("OS ");
      return named("iOS", version(text, version, 3));
    }
    at = text.indexOf("Mac OS X");
    if (at >= 0) {
      return named("Mac OS X", version(text, at, 9));
    }
    if (text.contains("CrOS")) {
      return "Chrome OS";
    }
    return text.contains("Linux") || text.contains("X11") ? "Linux" : null;
  }

  /** The names under which versions of the kernel were sold. */
  private static String windows(String version) {
    switch (version) {
      case "10.0":
        return "10";
      case "6.3":
        return "8.1";
      case "6.2":
        return "8";
      case "6.1":
        return "7";
      case "6.0":
        return "Vista";
      default:
        return version.isEmpty() ? "NT" : version;
    }
  }

  /** Tested in the order of operations-api.md 6.3; what nobody knows is a bot. */
  private static String deviceOf(String lower, @Nullable String os) {
    if (containsAny(lower, BOT_MARKS)) {
      return "bot";
    }
    boolean isPhone =
        lower.contains("mobile") || lower.contains("iphone") || lower.contains("ipod");
    boolean isTablet =
        lower.contains("ipad")
            || lower.contains("tablet")
            || lower.contains("android") && !lower.contains("mobile");
    if (os != null && !isPhone && !isTablet) {
      return containsAny(lower, EMAIL_MARKS) ? "email" : "pc";
    }
    if (isTablet) {
      return "tablet";
    }
    if (isPhone) {
      return "mobile";
    }
    return containsAny(lower, EMAIL_MARKS) ? "email" : "bot";
  }

  private static boolean containsAny(String text, String[] marks) {
    for (String mark : marks) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static String named(String name, String version) {
    return version.isEmpty() ? name : name + " " + version;
  }

  /** Digits with dots between them (or underscores, as Apple writes them); empty without any. */
  private static String version(String text, int mark, int markChars) {
    StringBuilder version = new StringBuilder();
    int at = mark < 0 ? text.length() : mark + markChars;
    while (at < text.length() && version.length() < MAX_VERSION_CHARS) {
      char c = text.charAt(at++);
      if (c >= '0' && c <= '9') {
        version.append(c);
      } else if ((c == '.' || c == '_') && version.length() > 0) {
        version.append('.');
      } else {
        break;
      }
    }
    int end = version.length();
    while (end > 0 && version.charAt(end - 1) == '.') {
      end--;
    }
    return version.substring(0, end);
  }

  /** Name and version, such as {@code Chrome 120.0.0.0}, or null. */
  public @Nullable String browser() {
    return browser;
  }

  /** Name and version, such as {@code Windows 10}, or null. */
  public @Nullable String os() {
    return os;
  }

  /** One of {@code bot pc tablet mobile email}. */
  public String device() {
    return device;
  }

  /**
   * What statistics count it under, such as {@code os.linux}, {@code browser.chrome} and {@code
   * device.pc} (operations-api.md 6.7). Immutable.
   */
  public List<String> kinds() {
    return kinds;
  }

  /** The object of a row, as JSON. */
  public String json() {
    StringBuilder text = new StringBuilder(128);
    new JsonWriter(text)
        .beginObject()
        .name("browser")
        .value(browser)
        .name("os")
        .value(os)
        .name("mobile")
        .value(device.equals("mobile"))
        .name("bot")
        .value(device.equals("bot"))
        .name("device")
        .value(device)
        .endObject();
    return text.toString();
  }
}

package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL without user name, query and fragment. As an origin it has no path
 * either. {@code $IP} may stand for the host's own address (operations-api.md 11.1, {@code
 * base_url}).
 */
final class HttpUrlForm implements TextForm {
  private static final int MAX_CHARS = 2000;

  private final boolean originOnly;

  HttpUrlForm(boolean originOnly) {
    this.originOnly = originOnly;
  }

  @Override
  public @Nullable String accept(String text) {
    if (text.length() > MAX_CHARS) {
      return null;
    }
    String lower = Texts.lowerCase(text);
    int start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (start < 0) {
      return null;
    }
    int end = text.length();
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || c == '?' || c == '#' || c == '@' || c == '\\') {
        return null;
      }
      if (c == '/' && end == text.length()) {
        end = i;
      }
    }
    if (!isAuthority(text.substring(start, end))) {
      return null;
    }
    if (originOnly) {
      // Browsers send the origin in lower case and without a slash at the end.
      return end >= text.length() - 1 ? lower.substring(0, end) : null;
    }
    return text.charAt(text.length() - 1) == '/' ? text.substring(0, text.length() - 1) : text;
  }

  private boolean isAuthority(String text) {
    String host = text;
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    if (colon > bracket) {
      long port = Texts.wholeNumber(text.substring(colon + 1));
      if (port < 1 || port > 65535) {
        return false;
      }
      host = text.substring(0, colon);
    }
    if (host.equals("$IP")) {
      return !originOnly;
    }
    if (bracket >= 0) {
      return host.charAt(0) == '['
          && host.charAt(host.length() - 1) == ']'
          && AddressForm.isIpv6(host.substring(1, host.length() - 1));
    }
    return host.indexOf(':') < 0 && HostForm.isHost(host);
  }
}

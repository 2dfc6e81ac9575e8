package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/**
 * An address to listen on: host name, IPv4 or IPv6. It is not resolved here, because a look-up in
 * {@code premain} is forbidden (instrumentation.md 1.8).
 */
final class HostForm implements TextForm {
  private static final int MAX_CHARS = 253;

  @Override
  public @Nullable String accept(String text) {
    String host = text;
    if (host.length() > 2 && host.charAt(0) == '[' && host.charAt(host.length() - 1) == ']') {
      host = host.substring(1, host.length() - 1);
      return AddressForm.isIpv6(host) ? host : null;
    }
    return isHost(host) ? host : null;
  }

  /** Whether the text is a host name, an IPv4 address or an IPv6 address without brackets. */
  static boolean isHost(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      return false;
    }
    if (text.indexOf(':') >= 0) {
      return AddressForm.isIpv6(text);
    }
    boolean onlyNumbers = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Texts.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
        return false;
      }
      onlyNumbers &= c == '.' || Texts.isDigit(c);
    }
    return !onlyNumbers || AddressForm.isIpv4(text);
  }
}

package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** An IPv4 or IPv6 address, or a range of them in CIDR form, such as {@code 10.0.0.0/8}. */
final class AddressForm implements TextForm {

  @Override
  public @Nullable String accept(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean four = isIpv4(address);
    if (!four && !isIpv6(address)) {
      return null;
    }
    if (slash >= 0) {
      long bits = Texts.wholeNumber(text.substring(slash + 1));
      if (bits < 0 || bits > (four ? 32 : 128)) {
        return null;
      }
    }
    return text;
  }

  static boolean isIpv4(String text) {
    int parts = 0;
    int at = 0;
    while (true) {
      int end = Texts.leadingDigits(text, at);
      // A leading zero is octal for some programs and decimal for others.
      if (end == at || end - at > 3 || (end - at > 1 && text.charAt(at) == '0')) {
        return false;
      }
      if (Texts.wholeNumber(text.substring(at, end)) > 255) {
        return false;
      }
      parts++;
      if (end == text.length()) {
        return parts == 4;
      }
      if (text.charAt(end) != '.' || parts == 4) {
        return false;
      }
      at = end + 1;
    }
  }

  static boolean isIpv6(String text) {
    int length = text.length();
    int groups = 0;
    boolean gap = false;
    int at = 0;
    if (length >= 2 && text.charAt(0) == ':' && text.charAt(1) == ':') {
      gap = true;
      at = 2;
    }
    while (at < length) {
      int end = at;
      while (end < length && Character.digit(text.charAt(end), 16) >= 0 && text.charAt(end) < 128) {
        end++;
      }
      if (end < length && text.charAt(end) == '.') {
        groups += 2;
        return isIpv4(text.substring(at)) && (gap ? groups < 8 : groups == 8);
      }
      if (end == at || end - at > 4) {
        return false;
      }
      groups++;
      if (end == length) {
        break;
      }
      if (text.charAt(end) != ':') {
        return false;
      }
      at = end + 1;
      if (at < length && text.charAt(at) == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        at++;
      } else if (at == length) {
        return false;
      }
    }
    return gap ? groups < 8 : groups == 8;
  }
}

package io.opsagent.settings;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements with commas between them; blanks around an element and empty elements do not count. */
final class ListType extends ValueType<List<String>> {
  private static final int MAX_ELEMENTS = 200;

  private final TextForm form;

  ListType(String elements, TextForm form) {
    super("list", "a list with commas of " + elements + ", at most " + MAX_ELEMENTS);
    this.form = form;
  }

  @Override
  @Nullable List<String> parse(String text, @Nullable File folder) {
    List<String> elements = new ArrayList<String>();
    int at = 0;
    while (at <= text.length()) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      String element = Texts.trim(text.substring(at, end));
      if (!element.isEmpty()) {
        String accepted = form.accept(element);
        if (accepted == null || elements.size() == MAX_ELEMENTS) {
          return null;
        }
        elements.add(accepted);
      }
      at = end + 1;
    }
    return Collections.unmodifiableList(elements);
  }

  @Override
  String format(List<String> value) {
    StringBuilder text = new StringBuilder();
    for (String element : value) {
      text.append(text.length() == 0 ? "" : ",").append(element);
    }
    return text.toString();
  }
}

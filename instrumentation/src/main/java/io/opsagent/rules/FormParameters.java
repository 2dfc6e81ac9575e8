package io.opsagent.rules;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a query or form that is masked already, as a JSON object: a repeated name
 * becomes a list (operations-api.md 1.13). At most {@value #MAX_PARAMETERS}; the number of further
 * ones stands under {@value #LEFT_OUT}.
 */
final class FormParameters {
  static final int MAX_PARAMETERS = 1000;
  static final String LEFT_OUT = "(left out)";

  private FormParameters() {}

  static String toJson(String maskedText) {
    return toJson(maskedText, StandardCharsets.UTF_8);
  }

  static String toJson(String maskedText, Charset charset) {
    Map<String, List<String>> parameters = new LinkedHashMap<String, List<String>>();
    int count = 0;
    int leftOut = 0;
    int at = 0;
    while (at < maskedText.length()) {
      int ampersand = maskedText.indexOf('&', at);
      int end = ampersand < 0 ? maskedText.length() : ampersand;
      if (end > at) {
        if (count++ < MAX_PARAMETERS) {
          add(parameters, maskedText, at, end, charset);
        } else {
          leftOut++;
        }
      }
      at = end + 1;
    }
    return write(parameters, leftOut);
  }

  private static void add(
      Map<String, List<String>> parameters, String text, int from, int to, Charset charset) {
    int nameEnd = from;
    while (nameEnd < to && text.charAt(nameEnd) != '=') {
      nameEnd++;
    }
    String name = PercentDecoding.decode(text, from, nameEnd, charset);
    String value = PercentDecoding.decode(text, Math.min(nameEnd + 1, to), to, charset);
    List<String> values = parameters.get(name);
    if (values == null) {
      values = new ArrayList<String>(1);
      parameters.put(name, values);
    }
    values.add(value);
  }

  private static String write(Map<String, List<String>> parameters, int leftOut) {
    StringBuilder json = new StringBuilder();
    JsonWriter writer = new JsonWriter(json).beginObject();
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      writer.name(parameter.getKey());
      if (parameter.getValue().size() == 1) {
        writer.value(parameter.getValue().get(0));
        continue;
      }
      writer.beginArray();
      for (String value : parameter.getValue()) {
        writer.value(value);
      }
      writer.endArray();
    }
    if (leftOut > 0) {
      writer.member(LEFT_OUT, leftOut);
    }
    writer.endObject();
    return json.toString();
  }
}

package com.example.hostile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kotlin.KotlinVersion;
import kotlin.collections.CollectionsKt;
import kotlin.text.StringsKt;

/** Calls the application's own Kotlin library. */
final class KotlinCheck implements Check {
  @Override
  public Map<String, ?> run() {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("chunked", CollectionsKt.chunked(List.of(1, 2, 3, 4, 5), 2));
    seen.put("reversed", StringsKt.reversed("hostile").toString());
    seen.put("version", KotlinVersion.CURRENT.toString());
    return seen;
  }
}

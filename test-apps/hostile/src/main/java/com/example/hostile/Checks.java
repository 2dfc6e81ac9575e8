package com.example.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All checks by name, and the report that puts them together. Safe for use by many threads. */
final class Checks implements AutoCloseable {
  static final String REPORT = "report";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final HikariCheck hikari = new HikariCheck();

  Checks() {
    checks.put("jackson", new JacksonCheck());
    checks.put("h2", new H2Check());
    checks.put("hikari", hikari);
    checks.put("log", new LogCheck());
    checks.put("native", new NativeCheck());
    checks.put("kotlin", new KotlinCheck());
    checks.put("bytebuddy", new ByteBuddyCheck());
    checks.put("drivers", new DriversCheck());
    checks.put("mbeans", new MBeansCheck());
    checks.put("properties", new PropertiesCheck());
    checks.put("threads", new ThreadsCheck());
    checks.put("globals", new GlobalsCheck());
    checks.put("versions", new VersionsCheck());
    checks.put("visibility", new VisibilityCheck());
  }

  Set<String> names() {
    return checks.keySet();
  }

  /**
   * Runs one check, or all of them for the name {@link #REPORT}.
   *
   * @return JSON on one line
   */
  String run(String name) throws Exception {
    if (name.equals(REPORT)) {
      Map<String, Object> report = new LinkedHashMap<>();
      for (Map.Entry<String, Check> check : checks.entrySet()) {
        report.put(check.getKey(), check.getValue().run());
      }
      return json(report);
    }
    Check check = checks.get(name);
    if (check == null) {
      throw new IllegalArgumentException("There is no check " + name + "; there are " + names());
    }
    return json(check.run());
  }

  boolean has(String name) {
    return name.equals(REPORT) || checks.containsKey(name);
  }

  @Override
  public void close() {
    hikari.close();
  }

  private String json(Object value) throws JsonProcessingException {
    return mapper.writeValueAsString(value);
  }
}

package com.example.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads JSON with the application's own Jackson, with the modules that it finds. */
final class JacksonCheck implements Check {
  @Override
  public Map<String, ?> run() throws Exception {
    ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
    String json = mapper.writeValueAsString(Map.of("title", "İstanbul"));
    JsonNode tree = mapper.readTree(json);
    Map<String, Object> seen = new TreeMap<>();
    seen.put("json", json);
    seen.put("modules", mapper.getRegisteredModuleIds().toString());
    seen.put("title", tree.get("title").asText());
    seen.put("version", PackageVersion.VERSION.toString());
    return seen;
  }
}

package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema (2020-12) of a body or an answer of an own resource. Answers that are records are
 * described by these records, so that the two cannot differ. Not changed once it is made.
 */
final class OwnSchema {
  private final ObjectNode json;

  private OwnSchema(ObjectNode json) {
    this.json = json;
  }

  private static OwnSchema ofType(String type) {
    return new OwnSchema(JsonNodeFactory.instance.objectNode().put("type", type));
  }

  static OwnSchema text() {
    return ofType("string");
  }

  static OwnSchema integer() {
    return ofType("integer");
  }

  static OwnSchema bool() {
    return ofType("boolean");
  }

  /** ISO 8601 in UTC. */
  static OwnSchema time() {
    OwnSchema time = text();
    time.json.put("format", "date-time");
    return time;
  }

  /** One of these words. */
  static OwnSchema oneOf(String... words) {
    OwnSchema text = text();
    ArrayNode allowed = text.json.putArray("enum");
    List.of(words).forEach(allowed::add);
    return text;
  }

  /** Any JSON value. */
  static OwnSchema any() {
    return new OwnSchema(JsonNodeFactory.instance.objectNode());
  }

  /** An object of any members of one kind. */
  static OwnSchema map(OwnSchema values) {
    OwnSchema map = ofType("object");
    map.json.set("additionalProperties", values.json);
    return map;
  }

  static OwnSchema list(OwnSchema items) {
    OwnSchema list = ofType("array");
    list.json.set("items", items.json);
    return list;
  }

  /** The same, or null. */
  OwnSchema orNull() {
    ObjectNode copy = json.deepCopy();
    if (json.has("type")) {
      copy.putArray("type").add(json.get("type").asText()).add("null");
    }
    return new OwnSchema(copy);
  }

  /** An object without members yet. */
  static OwnSchema object() {
    OwnSchema object = ofType("object");
    object.json.putObject("properties");
    object.json.putArray("required");
    return object;
  }

  /** An object with the metadata of own resources (design.md 7). */
  static OwnSchema resource() {
    return object()
        .with("id", integer())
        .with("instanceID", text())
        .with("name", text())
        .with("extend", map(any()))
        .with("createdAt", time())
        .with("updatedAt", time());
  }

  /** A page of a list: {@code items} and {@code next}. */
  static OwnSchema page(OwnSchema items) {
    return object().with("items", list(items)).with("next", integer().orNull());
  }

  /** The same with a member that is always there. */
  OwnSchema with(String name, OwnSchema schema) {
    OwnSchema more = withMaybe(name, schema);
    ((ArrayNode) more.json.get("required")).add(name);
    return more;
  }

  /** The same with a member that may be absent. */
  OwnSchema withMaybe(String name, OwnSchema schema) {
    ObjectNode copy = json.deepCopy();
    ((ObjectNode) copy.get("properties")).set(name, schema.json);
    return new OwnSchema(copy);
  }

  /** The same with the members that say how far the answer reaches. */
  OwnSchema withReach() {
    return withAll(Coverage.Reach.class);
  }

  private OwnSchema withAll(Class<?> type) {
    OwnSchema more = this;
    for (RecordComponent component : type.getRecordComponents()) {
      Annotation unwrapped = component.getAccessor().getAnnotation(JsonUnwrapped.class);
      if (unwrapped != null) {
        more = more.withAll(component.getType());
        continue;
      }
      JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
      String name = named == null ? component.getName() : named.value();
      JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
      OwnSchema schema = ofType(component.getAnnotatedType());
      more =
          include != null && include.value() == JsonInclude.Include.NON_NULL
              ? more.withMaybe(name, schema)
              : more.with(name, schema);
    }
    return more;
  }

  /** What a record is written as. */
  static OwnSchema ofRecord(Class<? extends Record> type) {
    return object().withAll(type);
  }

  private static OwnSchema ofType(AnnotatedType annotated) {
    OwnSchema plain = ofPlainType(annotated);
    boolean isNullable =
        List.of(annotated.getAnnotations()).stream()
            .anyMatch(one -> one.annotationType().getSimpleName().equals("Nullable"));
    return isNullable ? plain.orNull() : plain;
  }

  private static OwnSchema ofPlainType(AnnotatedType annotated) {
    Class<?> type = classOf(annotated.getType());
    if (annotated instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      if (Map.class.isAssignableFrom(type)) {
        return map(ofType(arguments[1]));
      }
      if (Collection.class.isAssignableFrom(type)) {
        return list(ofType(arguments[0]));
      }
    }
    if (type == String.class || type.isEnum()) {
      return text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return bool();
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return integer();
    }
    if (type == double.class || Number.class.isAssignableFrom(type)) {
      return ofType("number");
    }
    return type.isRecord() ? object().withAll(type) : any();
  }

  private static Class<?> classOf(Type type) {
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }

  /** The schema as JSON; a copy. */
  ObjectNode json() {
    return json.deepCopy();
  }
}

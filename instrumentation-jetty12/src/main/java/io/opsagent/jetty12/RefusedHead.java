package io.opsagent.jetty12;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a request before Jetty refused it (docs/spec/instrumentation.md 3.3). The
 * request that Jetty makes up for its answer has no headers, and on 12.0 another path; what the
 * client sent is only in fields of the HTTP/1 connection and its stream. Where they cannot be read,
 * in another protocol or another version, nothing is known, and nothing fails. Immutable.
 *
 * @param method as the client sent it
 * @param uri as the client sent it
 * @param headers those that were read before the request was refused
 */
record RefusedHead(String method, HttpURI uri, HttpFields headers) {
  /** The path of a stream that Jetty makes up when not even the request line could be read. */
  private static final String MADE_UP_PATH = "/badMessage";

  private static final ClassValue<ClassFields> FIELDS =
      new ClassValue<>() {
        @Override
        protected ClassFields computeValue(Class<?> type) {
          return new ClassFields(
              field(type, "_stream"),
              field(type, "_headerBuilder"),
              field(type, "_method"),
              field(type, "_uri"));
        }
      };

  /** Returns null if nothing is known. */
  static @Nullable RefusedHead of(Request request) {
    try {
      Object connection = request.getConnectionMetaData().getConnection();
      if (connection == null) {
        return null;
      }
      ClassFields ofConnection = FIELDS.get(connection.getClass());
      if (!(read(ofConnection.stream(), connection) instanceof AtomicReference<?> holder)) {
        return null;
      }
      Object stream = holder.get();
      if (stream == null) {
        return null;
      }
      ClassFields ofStream = FIELDS.get(stream.getClass());
      // Behind a made up stream the headers can be those of the request before.
      if (read(ofStream.method(), stream) instanceof String method
          && read(ofStream.uri(), stream) instanceof HttpURI uri
          && !MADE_UP_PATH.equals(uri.getPath())
          && read(ofConnection.headers(), connection) instanceof HttpFields headers) {
        return new RefusedHead(method, uri.asImmutable(), headers.asImmutable());
      }
      return null;
    } catch (IllegalAccessException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Object read(@Nullable Field field, Object target)
      throws IllegalAccessException {
    return field == null ? null : field.get(target);
  }

  private static @Nullable Field field(Class<?> type, String name) {
    for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
      try {
        Field field = declaring.getDeclaredField(name);
        // Not where Jetty is a named module that is not open.
        return field.trySetAccessible() ? field : null;
      } catch (NoSuchFieldException e) {
        // Perhaps above.
      }
    }
    return null;
  }

  /** The fields of a connection or of a stream, each null if there is none. */
  private record ClassFields(
      @Nullable Field stream,
      @Nullable Field headers,
      @Nullable Field method,
      @Nullable Field uri) {}
}

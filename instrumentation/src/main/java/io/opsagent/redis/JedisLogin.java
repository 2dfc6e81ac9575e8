package io.opsagent.redis;

import io.opsagent.capture.RedisLogin;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** How a connection of Jedis logs in: 2 and 3 keep it in the connection, later ones do not. */
final class JedisLogin {
  private JedisLogin() {}

  /** From a connection of Jedis 2 or 3. */
  static RedisLogin of(Object connection) {
    Object sockets = Members.field(connection, "socketFactory");
    Object owner = sockets == null ? connection : sockets;
    return login(
        Members.text(Members.field(connection, "user")),
        Members.text(Members.field(connection, "password")),
        Members.field(owner, "ssl"),
        Members.field(owner, "sslSocketFactory"),
        Members.field(owner, "hostnameVerifier"));
  }

  /** From the configuration of Jedis 4 and later. */
  static RedisLogin ofConfiguration(@Nullable Object configuration) {
    Object provider = Members.call(configuration, "getCredentialsProvider");
    Object credentials = provider instanceof Supplier ? ((Supplier<?>) provider).get() : null;
    String user = Members.text(Members.call(credentials, "getUser"));
    String password = Members.text(Members.call(credentials, "getPassword"));
    return login(
        user != null ? user : Members.text(Members.call(configuration, "getUser")),
        password != null ? password : Members.text(Members.call(configuration, "getPassword")),
        Members.call(configuration, "isSsl"),
        Members.call(configuration, "getSslSocketFactory"),
        Members.call(configuration, "getHostnameVerifier"));
  }

  private static RedisLogin login(
      @Nullable String user,
      @Nullable String password,
      @Nullable Object ssl,
      @Nullable Object sockets,
      @Nullable Object verifier) {
    return new RedisLogin(
        user,
        password,
        Boolean.TRUE.equals(ssl),
        verifier != null,
        sockets instanceof SSLSocketFactory ? (SSLSocketFactory) sockets : null);
  }
}

package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of server is asked while body bytes pass: what decides whether they are copied. The
 * rules of {@link HttpAdapter} hold.
 *
 * @param <Q> the server's request, as it is at hand where bytes pass
 * @param <S> the server's response, likewise
 */
public interface BodyAdapter<Q, S> {

  /** First value of a request header, by any case of its name. */
  @Nullable String requestHeader(Q request, String name);

  /** First value of a response header, by any case of its name. */
  @Nullable String responseHeader(S response, String name);

  /** HTTP status; 0 if none was set. */
  int status(S response);
}

package io.opsagent.contract;

/** A fact that is checked in every row unless a request names it as special. */
public enum Fact {
  /** Method of the request line, in lower case. */
  METHOD,
  /** Raw path of the request line. */
  PATH,
  /** Raw query, with its order and encoding. */
  QUERY,
  /** Status that the client got. */
  STATUS,
  /** Bytes of the answer's body as the application wrote them. */
  LENGTH,
  /** Level by the status (operations-api.md 6.1). */
  LEVEL,
  /** How the exchange ended: completed. */
  OUTCOME,
  /** Protocol of the request line. */
  PROTOCOL,
  /** The request's id. */
  REQUEST_ID,
  /** Bytes of the request body that the application read: all. */
  REQUEST_BYTES,
  /** No exception is noted. */
  NO_EXCEPTION
}

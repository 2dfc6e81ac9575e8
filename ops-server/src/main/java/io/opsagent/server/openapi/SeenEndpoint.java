package io.opsagent.server.openapi;

/**
 * An endpoint that answered a request.
 *
 * @param method as the client sent it
 * @param route pattern with the context path
 * @param ident operation id
 */
public record SeenEndpoint(String method, String route, String ident) {}

package io.opsagent.server.api;

import io.javalin.security.RouteRole;

/** Marks a route that answers everybody who got through the door, without credentials. */
enum Openness implements RouteRole {
  OPEN
}

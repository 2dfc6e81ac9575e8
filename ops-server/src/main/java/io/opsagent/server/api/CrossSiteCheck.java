package io.opsagent.server.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;

/**
 * Keeps foreign pages from using the cookie of a user who is signed in (design.md 8). A browser
 * says by {@code Sec-Fetch-Site} which page sends a request; one that does not say so must send a
 * header that a foreign page cannot. {@code SameSite=Strict} comes on top: other ports of one host
 * count as the same site.
 */
final class CrossSiteCheck {
  /** Any value will do: pages of other origins cannot send it without being asked first. */
  static final String HEADER = "X-OpsAgent-Request";

  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD);

  private CrossSiteCheck() {}

  /**
   * Checks a request whose credential is a cookie.
   *
   * @throws ApiException 403 if another page may have sent it
   */
  static void require(Context ctx) {
    if (SAFE.contains(ctx.method())) {
      return;
    }
    String site = ctx.header(FETCH_SITE);
    boolean isOwn = site == null ? ctx.header(HEADER) != null : site.equals("same-origin");
    if (!isOwn) {
      throw ApiException.permissionDenied(
          "Cross-site request: "
              + FETCH_SITE
              + " is "
              + (site == null ? "not there" : ApiException.echo(site))
              + " (send "
              + HEADER
              + ": 1 from a program, or call from the console's own page)");
    }
  }
}

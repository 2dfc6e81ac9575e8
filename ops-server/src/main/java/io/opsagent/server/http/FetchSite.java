package io.opsagent.server.http;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/**
 * What browsers say about a request that carries no {@code Origin} (Fetch Metadata): images,
 * scripts, forms and links of other pages. They are refused, a page on another port of this machine
 * is another site's, too; only a link may lead to the console.
 */
final class FetchSite {
  private final String rootPath;
  private final boolean anyOrigin;

  /**
   * The rule.
   *
   * @param rootPath path of the API, such as {@code /ops}
   * @param anyOrigin whether every page may call anyway
   */
  FetchSite(String rootPath, boolean anyOrigin) {
    this.rootPath = rootPath;
    this.anyOrigin = anyOrigin;
  }

  /** Whether a request without {@code Origin} may come in. */
  boolean allows(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site == null || site.equals("same-origin") || site.equals("none") || anyOrigin) {
      return true;
    }
    return HttpMethod.GET.is(request.getMethod())
        && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
        && "document".equals(request.getHeaders().get("Sec-Fetch-Dest"))
        && isPage(request.getHttpURI().getPath());
  }

  private boolean isPage(String path) {
    return path.equals(rootPath)
        || path.equals(rootPath + "/")
        || path.equals(rootPath + "/ui")
        || path.startsWith(rootPath + "/ui/");
  }
}

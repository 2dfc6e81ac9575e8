package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.storage.views.SavedView;
import io.opsagent.storage.views.SavedViewRepository;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/views}: filters that people save under a name. Everybody sees all of them; who saved
 * one changes and deletes it, and who has all scopes.
 */
final class ViewResource {
  static final String KIND = "view";

  private static final int NAME_CHARS = 100;
  private static final int PAGE_CHARS = 40;
  private static final Pattern PAGE = Pattern.compile("[a-z][a-z-]{0,39}");
  private static final List<String> MEMBERS = List.of("name", "page", "filter");

  private final SavedViewRepository views;
  private final Clock clock;

  ViewResource(SavedViewRepository views, Clock clock) {
    this.views = views;
    this.clock = clock;
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    KeyPage page = KeyPage.of(parameters);
    List<SavedView> rows = views.list(parameters.text("page"), page.before(), page.limit());
    page.send(ctx, rows, SavedView::id, ViewResource::view, Map.of());
  }

  void get(Context ctx) {
    Answers.send(ctx, view(find(ctx)));
  }

  void create(Context ctx) {
    JsonBody body = JsonBody.of(ctx, MEMBERS);
    Instant now = clock.instant();
    SavedView draft =
        new SavedView(
            0,
            body.text("name", NAME_CHARS),
            checkedPage(body.text("page", PAGE_CHARS)),
            filter(body.objectText("filter", SavedViewRepository.MAX_FILTER_BYTES)),
            AccessFilter.callerOf(ctx).subject(),
            now,
            now);
    SavedView made = Full.orConflict(() -> views.insert(draft));
    AuditTrail.target(ctx, InstanceId.of(KIND, made.id()));
    ctx.status(201);
    Answers.send(ctx, view(made));
  }

  void patch(Context ctx) {
    SavedView stored = own(ctx);
    JsonBody body = JsonBody.of(ctx, MEMBERS);
    String name = body.textOrNull("name", NAME_CHARS);
    String page = body.textOrNull("page", PAGE_CHARS);
    String filter = body.objectText("filter", SavedViewRepository.MAX_FILTER_BYTES);
    if (name != null && name.isBlank()) {
      throw ApiException.badRequest("\"name\" is empty; send a text of 1 to 100 characters.");
    }
    SavedView changed =
        new SavedView(
            stored.id(),
            name == null ? stored.name() : name,
            page == null ? stored.page() : checkedPage(page),
            filter == null ? stored.filterJson() : filter,
            stored.owner(),
            stored.createdAt(),
            clock.instant());
    if (!views.update(changed)) {
      throw ApiException.notFound();
    }
    Answers.send(ctx, view(find(ctx)));
  }

  void delete(Context ctx) {
    SavedView stored = own(ctx);
    views.delete(stored.id());
    Answers.send(ctx, view(stored));
  }

  private static String filter(@Nullable String filter) {
    if (filter == null) {
      throw ApiException.badRequest(
          "\"filter\" is missing; send a JSON object of the page's filters.");
    }
    return filter;
  }

  private static String checkedPage(String page) {
    if (!PAGE.matcher(page).matches()) {
      throw ApiException.badRequest(
          "\"page\" is '"
              + ApiException.echo(page)
              + "'; allowed is the name of a page of the console, such as requests.");
    }
    return page;
  }

  private SavedView find(Context ctx) {
    SavedView view =
        InstanceId.parse(KIND, ctx.pathParam("id")).stream()
            .boxed()
            .flatMap(id -> views.find(id).stream())
            .findFirst()
            .orElseThrow(ApiException::notFound);
    AuditTrail.target(ctx, InstanceId.of(KIND, view.id()));
    return view;
  }

  private SavedView own(Context ctx) {
    SavedView view = find(ctx);
    Caller caller = AccessFilter.callerOf(ctx);
    if (!view.owner().equals(caller.subject()) && !caller.has(Scope.ALL)) {
      throw ApiException.permissionDenied(
          "This view was saved by " + view.owner() + "; save one of your own.");
    }
    return view;
  }

  private static Map<String, @Nullable Object> view(SavedView saved) {
    Map<String, @Nullable Object> view =
        Metadata.of(KIND, saved.id(), saved.name(), saved.createdAt(), saved.updatedAt());
    view.put("page", saved.page());
    view.put("filter", Json.read(saved.filterJson().getBytes(StandardCharsets.UTF_8)));
    view.put("owner", saved.owner());
    return view;
  }
}

package io.opsagent.storage.views;

import java.time.Instant;

/**
 * A filter of a page of the console under a name.
 *
 * @param id its key; 0 before it is stored
 * @param name for people
 * @param page of the console that it is for, such as {@code requests}
 * @param filterJson a JSON object, at most {@link SavedViewRepository#MAX_FILTER_BYTES} bytes
 * @param owner subject of who saved it
 * @param createdAt when
 * @param updatedAt when it was changed
 */
public record SavedView(
    long id,
    String name,
    String page,
    String filterJson,
    String owner,
    Instant createdAt,
    Instant updatedAt) {}

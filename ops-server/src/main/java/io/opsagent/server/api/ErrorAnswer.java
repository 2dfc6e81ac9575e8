package io.opsagent.server.api;

/** The body of an error: the protocol's envelope, or the uniform error for own resources. */
public final class ErrorAnswer {
  private final String ownResources;
  private final ApiJson json;

  /**
   * Errors of one server.
   *
   * @param rootPath path of the OperationsAPI with a slash in front, such as {@code /ops}
   * @param json how they are written
   */
  public ErrorAnswer(String rootPath, ApiJson json) {
    this.json = json;
    this.ownResources = rootPath + "/v1";
  }

  /** JSON in UTF-8 for a request of this raw path. */
  public byte[] body(String path, ApiException error) {
    boolean isOwnResource = path.equals(ownResources) || path.startsWith(ownResources + "/");
    return json.bytes(isOwnResource ? UniformError.of(error) : Envelope.ofError(error));
  }

  /** Media type of {@link #body}. */
  public String mediaType() {
    return Json.MEDIA_TYPE;
  }
}

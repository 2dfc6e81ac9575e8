package io.opsagent.server.http;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Where the server's certificate and key are.
 *
 * @param certificate PEM file with the certificate and those that signed it, or PKCS12 file
 * @param privateKey PEM file with the key in PKCS#8; null when it is in the PKCS12 file
 * @param passwordFile file whose first line is the password of the PKCS12 file or of the key; null
 *     without one
 */
public record TlsSettings(
    File certificate, @Nullable File privateKey, @Nullable File passwordFile) {
  /** The port when nobody chose one. */
  public static final int DEFAULT_PORT = 8276;
}

package com.example.contract.undertow;

import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows {@code alice}, password {@code wonderland}, and nobody else. */
final class OneUser implements IdentityManager {
  private static final String NAME = "alice";
  private static final String PASSWORD = "wonderland";

  @Override
  public Account verify(Account account) {
    return account;
  }

  @Override
  public @Nullable Account verify(String name, Credential credential) {
    boolean known =
        name.equals(NAME)
            && credential instanceof PasswordCredential password
            && PASSWORD.equals(new String(password.getPassword()));
    return known ? new Alice() : null;
  }

  @Override
  public @Nullable Account verify(Credential credential) {
    return null;
  }

  /** Her account. */
  private static final class Alice implements Account {
    @Override
    public Principal getPrincipal() {
      return () -> NAME;
    }

    @Override
    public Set<String> getRoles() {
      return Set.of();
    }
  }
}

package com.example.contract.undertow;

import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import java.security.Principal;
import java.util.Collections;
import java.util.Set;

/** Knows alice and her password. */
final class OneUser implements IdentityManager {
  @Override
  public Account verify(Account account) {
    return account;
  }

  @Override
  public Account verify(String id, Credential credential) {
    boolean known =
        id.equals("alice")
            && credential instanceof PasswordCredential
            && String.valueOf(((PasswordCredential) credential).getPassword()).equals("wonderland");
    return known ? new Alice() : null;
  }

  @Override
  public Account verify(Credential credential) {
    return null;
  }

  /** The one user. */
  private static final class Alice implements Account {
    private static final long serialVersionUID = 1;

    @Override
    public Principal getPrincipal() {
      return () -> "alice";
    }

    @Override
    public Set<String> getRoles() {
      return Collections.singleton("reader");
    }
  }
}

package com.example.shop.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import javax.validation.constraints.Email;
import javax.validation.constraints.NotBlank;
import javax.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a new customer tells the shop; what is not told is empty and so not valid. */
final class RegistrationRequest {
  @NotBlank
  @Email
  @Size(max = 200)
  private final String email;

  @NotBlank
  @Size(max = 100)
  private final String name;

  @Size(min = 8, max = 100)
  private final String password;

  @JsonCreator
  RegistrationRequest(
      @JsonProperty("email") @Nullable String email,
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("password") @Nullable String password) {
    this.email = email == null ? "" : email;
    this.name = name == null ? "" : name;
    this.password = password == null ? "" : password;
  }

  /** Returns the address to sign in with. */
  public String getEmail() {
    return email;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Returns the password, 8 to 100 characters. */
  public String getPassword() {
    return password;
  }
}

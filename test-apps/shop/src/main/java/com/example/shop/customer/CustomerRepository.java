package com.example.shop.customer;

import com.example.shop.web.ConflictException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/** The customers in the database. Safe for use by many threads. */
@Repository
public class CustomerRepository {
  private static final int MAX_CUSTOMERS = 10_000;
  private static final RowMapper<Customer> CUSTOMER =
      (row, number) ->
          new Customer(row.getLong("id"), row.getString("email"), row.getString("name"));

  private final JdbcTemplate jdbc;

  CustomerRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Finds one customer.
   *
   * @param id the key
   * @return the customer, or empty
   */
  public Optional<Customer> find(long id) {
    return jdbc.query("select id, email, name from customers where id = ?", CUSTOMER, id).stream()
        .findFirst();
  }

  Optional<Customer> findByEmail(String email) {
    return jdbc
        .query("select id, email, name from customers where email = ?", CUSTOMER, email)
        .stream()
        .findFirst();
  }

  Optional<Customer> authenticate(String email, String password) {
    List<String> hashes =
        jdbc.queryForList(
            "select password_hash from customers where email = ?", String.class, email);
    // An unknown address costs the same time as a wrong password.
    String hash = hashes.isEmpty() ? PasswordHash.OF_NOBODY : hashes.get(0);
    return PasswordHash.matches(password, hash) ? findByEmail(email) : Optional.empty();
  }

  Customer insert(String email, String name, String password) {
    Integer count = jdbc.queryForObject("select count(*) from customers", Integer.class);
    if (Objects.requireNonNull(count) >= MAX_CUSTOMERS) {
      throw new ConflictException("The shop takes no more customers");
    }
    try {
      jdbc.update(
          "insert into customers (email, name, password_hash) values (?, ?, ?)",
          email,
          name,
          PasswordHash.of(password));
    } catch (DuplicateKeyException e) {
      throw new ConflictException("There is a customer with this e-mail address already");
    }
    return findByEmail(email).orElseThrow(IllegalStateException::new);
  }
}

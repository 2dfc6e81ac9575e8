package com.example.shop.customer;

import com.example.shop.order.Order;
import com.example.shop.order.OrderRepository;
import com.example.shop.web.NotFoundException;
import java.util.List;
import javax.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The API of customers. */
@RestController
@RequestMapping("/api/customers")
class CustomerController {
  private final CustomerRepository customers;
  private final OrderRepository orders;

  CustomerController(CustomerRepository customers, OrderRepository orders) {
    this.customers = customers;
    this.orders = orders;
  }

  @PostMapping
  ResponseEntity<Customer> register(@Valid @RequestBody RegistrationRequest request) {
    Customer customer =
        customers.insert(request.getEmail(), request.getName(), request.getPassword());
    return ResponseEntity.created(
            ServletUriComponentsBuilder.fromCurrentRequest().path("/{id}").build(customer.getId()))
        .body(customer);
  }

  @GetMapping("/{customerId}")
  Customer get(@PathVariable long customerId) {
    return customers
        .find(customerId)
        .orElseThrow(() -> new NotFoundException("customer", customerId));
  }

  @GetMapping("/{customerId}/orders")
  List<Order> orders(@PathVariable long customerId) {
    return orders.findByCustomer(get(customerId).getId());
  }
}

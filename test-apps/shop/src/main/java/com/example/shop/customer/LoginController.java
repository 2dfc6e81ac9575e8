package com.example.shop.customer;

import com.example.shop.order.OrderRepository;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;

/** Signing in with a form, the account page, signing out. */
@Controller
class LoginController {
  private static final String CUSTOMER_ID = "customerId";

  private final CustomerRepository customers;
  private final OrderRepository orders;

  LoginController(CustomerRepository customers, OrderRepository orders) {
    this.customers = customers;
    this.orders = orders;
  }

  @GetMapping("/login")
  String form() {
    return "login";
  }

  @PostMapping("/login")
  String login(
      @RequestParam String email,
      @RequestParam String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Customer> customer = customers.authenticate(email, password);
    if (!customer.isPresent()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      model.addAttribute("failed", true);
      return "login";
    }
    HttpSession session = request.getSession();
    if (!session.isNew()) {
      request.changeSessionId();
    }
    session.setAttribute(CUSTOMER_ID, customer.get().getId());
    return "redirect:/account";
  }

  @GetMapping("/account")
  String account(
      @SessionAttribute(name = CUSTOMER_ID, required = false) @Nullable Long customerId,
      Model model) {
    Optional<Customer> customer =
        customerId == null ? Optional.empty() : customers.find(customerId);
    if (!customer.isPresent()) {
      return "redirect:/login";
    }
    model.addAttribute("customer", customer.get());
    model.addAttribute("orders", orders.findByCustomer(customer.get().getId()));
    return "account";
  }

  @PostMapping("/logout")
  String logout(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    return "redirect:/";
  }
}

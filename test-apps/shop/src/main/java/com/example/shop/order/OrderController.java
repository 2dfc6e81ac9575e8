package com.example.shop.order;

import com.example.shop.web.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.validation.Valid;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The API of orders, invoices and coupons. */
@RestController
@RequestMapping("/api")
class OrderController {
  private final OrderService service;
  private final OrderRepository orders;

  OrderController(OrderService service, OrderRepository orders) {
    this.service = service;
    this.orders = orders;
  }

  @PostMapping("/orders")
  ResponseEntity<Order> order(@Valid @RequestBody OrderRequest request) {
    return created(service.order(request));
  }

  @PostMapping("/carts/{cartId}/checkout")
  ResponseEntity<Order> checkOut(
      @PathVariable String cartId, @Valid @RequestBody CheckoutRequest request) {
    return created(service.checkOut(cartId, request));
  }

  @GetMapping("/orders/{orderId}")
  Order get(@PathVariable long orderId) {
    return orders.find(orderId).orElseThrow(() -> new NotFoundException("order", orderId));
  }

  @GetMapping("/orders/{orderId}/items")
  List<OrderItem> items(@PathVariable long orderId) {
    return orders.items(get(orderId).getId());
  }

  @GetMapping("/orders/{orderId}/invoice")
  ResponseEntity<byte[]> invoice(@PathVariable long orderId) {
    Order order = get(orderId);
    StringBuilder text = new StringBuilder("Invoice " + orderId + "\n\n");
    for (OrderItem item : orders.items(orderId)) {
      text.append(item.getQuantity())
          .append(" x ")
          .append(item.getName())
          .append("  ")
          .append(item.getPrice())
          .append('\n');
    }
    text.append("\nTotal ").append(order.getTotal()).append(" EUR\n");
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"invoice-" + orderId + ".txt\"")
        .contentType(new MediaType("text", "plain", StandardCharsets.UTF_8))
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/coupons/{code}")
  Coupon coupon(@PathVariable String code) {
    return Coupon.parse(code);
  }

  private ResponseEntity<Order> created(long orderId) {
    return ResponseEntity.created(
            ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/api/orders/{id}")
                .build(orderId))
        .body(get(orderId));
  }
}

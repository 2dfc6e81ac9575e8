package com.example.shop.order;

import com.example.shop.cart.Cart;
import com.example.shop.cart.CartItem;
import com.example.shop.cart.CartRepository;
import com.example.shop.customer.CustomerRepository;
import com.example.shop.product.Product;
import com.example.shop.product.ProductRepository;
import com.example.shop.web.ConflictException;
import com.example.shop.web.InvalidFieldException;
import com.example.shop.web.NotFoundException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders: all of one order happens in one transaction, or nothing of it. */
@Service
class OrderService {
  /** The database is in memory, so the shop closes when it has sold this much. */
  private static final int MAX_ORDERS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(OrderService.class);

  private final OrderRepository orders;
  private final ProductRepository products;
  private final CustomerRepository customers;
  private final CartRepository carts;
  private final RiskCheck riskCheck;

  OrderService(
      OrderRepository orders,
      ProductRepository products,
      CustomerRepository customers,
      CartRepository carts,
      RiskCheck riskCheck) {
    this.orders = orders;
    this.products = products;
    this.customers = customers;
    this.carts = carts;
    this.riskCheck = riskCheck;
  }

  /** Orders products; public, and the class not final, because the transaction is a proxy. */
  @Transactional
  public long order(OrderRequest request) {
    Map<Long, Integer> quantities = new TreeMap<>();
    for (OrderRequest.Line line : request.getItems()) {
      quantities.merge(line.getProductId(), line.getQuantity(), Math::addExact);
    }
    return place(request.getCustomerId(), quantities, request.getCoupon());
  }

  /** Orders what is in a cart and removes the cart. */
  @Transactional
  public long checkOut(String cartId, CheckoutRequest request) {
    Cart cart = carts.find(cartId).orElseThrow(() -> new NotFoundException("cart", cartId));
    if (cart.getItems().isEmpty()) {
      throw new ConflictException("The cart is empty");
    }
    Map<Long, Integer> quantities = new TreeMap<>();
    for (CartItem item : cart.getItems()) {
      quantities.put(item.getProductId(), item.getQuantity());
    }
    long id = place(request.getCustomerId(), quantities, request.getCoupon());
    carts.delete(cartId);
    return id;
  }

  private long place(long customerId, Map<Long, Integer> quantities, @Nullable String coupon) {
    if (!customers.find(customerId).isPresent()) {
      throw new InvalidFieldException("customerId", "there is no customer " + customerId);
    }
    if (orders.count() >= MAX_ORDERS) {
      throw new ConflictException("The shop takes no more orders");
    }
    BigDecimal total = BigDecimal.ZERO;
    List<OrderItem> items = new ArrayList<>();
    for (Map.Entry<Long, Integer> entry : quantities.entrySet()) {
      long productId = entry.getKey();
      int quantity = entry.getValue();
      Product product =
          products
              .find(productId)
              .orElseThrow(
                  () -> new InvalidFieldException("items", "there is no product " + productId));
      if (!products.takeFromStock(productId, quantity)) {
        throw new ConflictException(
            "Only " + product.getStock() + " pieces of " + product.getSku() + " are left");
      }
      items.add(new OrderItem(productId, product.getName(), quantity, product.getPrice()));
      total = total.add(product.getPrice().multiply(BigDecimal.valueOf(quantity)));
    }
    if (coupon != null) {
      total = Coupon.parse(coupon).applyTo(total);
    }
    if (!riskCheck.allows(customerId, total)) {
      throw new ConflictException("This order needs to be paid in advance");
    }
    long id = orders.insert(customerId, total, items);
    LOG.info("Order {} of customer {}: {} EUR", id, customerId, total);
    return id;
  }
}

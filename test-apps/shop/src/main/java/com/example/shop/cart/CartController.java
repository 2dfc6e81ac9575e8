package com.example.shop.cart;

import com.example.shop.product.ProductRepository;
import com.example.shop.web.NotFoundException;
import java.util.UUID;
import javax.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The API of carts. */
@RestController
@RequestMapping("/api/carts")
class CartController {
  private final CartRepository carts;
  private final ProductRepository products;

  CartController(CartRepository carts, ProductRepository products) {
    this.carts = carts;
    this.products = products;
  }

  @PostMapping
  ResponseEntity<Cart> create() {
    String id = UUID.randomUUID().toString();
    carts.insert(id);
    return ResponseEntity.created(
            ServletUriComponentsBuilder.fromCurrentRequest().path("/{id}").build(id))
        .body(get(id));
  }

  @GetMapping("/{cartId}")
  Cart get(@PathVariable String cartId) {
    return carts.find(cartId).orElseThrow(() -> new NotFoundException("cart", cartId));
  }

  @PutMapping("/{cartId}/items/{productId}")
  Cart put(
      @PathVariable String cartId,
      @PathVariable long productId,
      @Valid @RequestBody CartItemRequest item) {
    get(cartId);
    if (!products.find(productId).isPresent()) {
      throw new NotFoundException("product", productId);
    }
    carts.setQuantity(cartId, productId, item.getQuantity());
    return get(cartId);
  }

  @DeleteMapping("/{cartId}/items/{productId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String cartId, @PathVariable long productId) {
    get(cartId);
    if (!carts.removeItem(cartId, productId)) {
      throw new NotFoundException("item in the cart for product", productId);
    }
  }
}

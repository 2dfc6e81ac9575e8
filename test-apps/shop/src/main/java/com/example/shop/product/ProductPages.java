package com.example.shop.product;

import com.example.shop.web.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages about products, and the catalogue as a file. */
@Controller
class ProductPages {
  private static final int HOME_PRODUCTS = 50;
  private static final int CATALOG_PRODUCTS = 1_000;

  private final ProductRepository products;

  ProductPages(ProductRepository products) {
    this.products = products;
  }

  @GetMapping("/")
  String home(@RequestParam(defaultValue = "") String q, Model model) {
    model.addAttribute("query", q);
    model.addAttribute("products", products.search(q, 0, HOME_PRODUCTS));
    return "home";
  }

  @GetMapping("/products/{id}")
  String product(@PathVariable long id, Model model) {
    model.addAttribute(
        "product", products.find(id).orElseThrow(() -> new NotFoundException("product", id)));
    return "product";
  }

  /** The short address that is printed on the box. */
  @GetMapping("/p/{sku}")
  String shortAddress(@PathVariable String sku) {
    Product product =
        products.findBySku(sku).orElseThrow(() -> new NotFoundException("product", sku));
    return "redirect:/products/" + product.getId();
  }

  @GetMapping("/downloads/catalog.csv")
  ResponseEntity<byte[]> catalog() {
    List<Product> all = products.search("", 0, CATALOG_PRODUCTS);
    StringBuilder csv = new StringBuilder("sku;name;price\r\n");
    for (Product product : all) {
      csv.append(product.getSku())
          .append(';')
          .append(product.getName())
          .append(';')
          .append(product.getPrice())
          .append("\r\n");
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"catalog.csv\"")
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .body(csv.toString().getBytes(StandardCharsets.UTF_8));
  }
}

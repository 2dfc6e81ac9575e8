package com.example.shop.product;

import com.example.shop.web.InvalidFieldException;
import com.example.shop.web.NotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The API of products: search, one product, its picture. */
@RestController
@RequestMapping("/api/products")
class ProductController {
  private static final int MAX_PAGE_SIZE = 100;
  private static final int MAX_PAGE = 10_000;
  private static final List<String> IMAGE_TYPES =
      Collections.unmodifiableList(Arrays.asList("image/png", "image/jpeg", "image/gif"));

  private final ProductRepository products;
  private final ProductImageRepository images;

  ProductController(ProductRepository products, ProductImageRepository images) {
    this.products = products;
    this.images = images;
  }

  @GetMapping
  List<Product> search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "20") int size) {
    if (page < 1 || page > MAX_PAGE) {
      throw new InvalidFieldException("page", "must be 1 to " + MAX_PAGE + ", not " + page);
    }
    if (size < 1 || size > MAX_PAGE_SIZE) {
      throw new InvalidFieldException("size", "must be 1 to " + MAX_PAGE_SIZE + ", not " + size);
    }
    return products.search(q, (page - 1) * size, size);
  }

  @GetMapping("/{id}")
  Product get(@PathVariable long id) {
    return products.find(id).orElseThrow(() -> new NotFoundException("product", id));
  }

  @GetMapping("/{id}/image")
  ResponseEntity<byte[]> image(@PathVariable long id) {
    ProductImage image =
        images.find(id).orElseThrow(() -> new NotFoundException("image of product", id));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(image.contentType()))
        .body(image.bytes());
  }

  @PostMapping("/{id}/image")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void upload(@PathVariable long id, @RequestParam MultipartFile file) throws IOException {
    Product product = get(id);
    String contentType = String.valueOf(file.getContentType());
    if (!IMAGE_TYPES.contains(contentType)) {
      throw new InvalidFieldException("file", "must be one of " + IMAGE_TYPES);
    }
    images.save(product.getId(), new ProductImage(contentType, file.getBytes()));
  }
}

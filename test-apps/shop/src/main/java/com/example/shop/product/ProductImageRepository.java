package com.example.shop.product;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The pictures in the database, at most one for each product. */
@Repository
class ProductImageRepository {
  private final JdbcTemplate jdbc;

  ProductImageRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<ProductImage> find(long productId) {
    return jdbc
        .query(
            "select content_type, image from product_images where product_id = ?",
            (row, number) -> new ProductImage(row.getString("content_type"), row.getBytes("image")),
            productId)
        .stream()
        .findFirst();
  }

  void save(long productId, ProductImage image) {
    jdbc.update(
        "merge into product_images (product_id, content_type, image) key (product_id)"
            + " values (?, ?, ?)",
        productId,
        image.contentType(),
        image.bytes());
  }
}

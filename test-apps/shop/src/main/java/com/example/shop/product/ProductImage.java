package com.example.shop.product;

/** A picture of a product. */
final class ProductImage {
  private final String contentType;
  private final byte[] bytes;

  ProductImage(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  String contentType() {
    return contentType;
  }

  byte[] bytes() {
    return bytes;
  }
}

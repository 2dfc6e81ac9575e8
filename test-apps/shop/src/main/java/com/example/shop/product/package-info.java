/** Products: search, pages, images, catalogue. */
@NullMarked
package com.example.shop.product;

import org.jspecify.annotations.NullMarked;

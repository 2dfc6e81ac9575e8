/** Carts that visitors fill before they order. */
@NullMarked
package com.example.shop.cart;

import org.jspecify.annotations.NullMarked;

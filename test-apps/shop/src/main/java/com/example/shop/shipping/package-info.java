/** Shipping quotes of a slow carrier. */
@NullMarked
package com.example.shop.shipping;

import org.jspecify.annotations.NullMarked;

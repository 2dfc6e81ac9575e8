/** Orders, their items, invoices and coupons. */
@NullMarked
package com.example.shop.order;

import org.jspecify.annotations.NullMarked;

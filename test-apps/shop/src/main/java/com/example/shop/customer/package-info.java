/** Customers, sign-in and the account page. */
@NullMarked
package com.example.shop.customer;

import org.jspecify.annotations.NullMarked;

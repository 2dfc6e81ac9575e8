/** How the shop is put together: data source, web layer. */
@NullMarked
package com.example.shop.config;

import org.jspecify.annotations.NullMarked;

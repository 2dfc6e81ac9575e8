/** What all controllers share: pages, errors. */
@NullMarked
package com.example.shop.web;

import org.jspecify.annotations.NullMarked;

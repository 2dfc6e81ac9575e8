/** Reports for the shop's owner. */
@NullMarked
package com.example.shop.report;

import org.jspecify.annotations.NullMarked;

/** Tests of what the contract applications have in common. */
@NullMarked
package com.example.contract.common;

import org.jspecify.annotations.NullMarked;

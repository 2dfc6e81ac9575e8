/** What every contract application answers, without any server type. It knows of no agent. */
@NullMarked
package com.example.contract.common;

import org.jspecify.annotations.NullMarked;

/**
 * The contract application on Netty's HTTP/1.1 codec, without a framework. It knows of no agent.
 */
@NullMarked
package com.example.contract.netty;

import org.jspecify.annotations.NullMarked;

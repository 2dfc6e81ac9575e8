/** The contract application on Jetty 9.4 to 11: one launcher for these lines. */
package com.example.contract.jetty;

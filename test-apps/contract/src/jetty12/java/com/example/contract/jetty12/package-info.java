/** The contract application on Jetty 12: one launcher for ee8 and ee10. */
package com.example.contract.jetty12;

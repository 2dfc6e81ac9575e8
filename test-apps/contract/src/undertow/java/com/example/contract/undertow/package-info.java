/** The contract application on Undertow's servlet container. */
package com.example.contract.undertow;

/** The contract application on Tomcat: one launcher for all lines. */
package com.example.contract.tomcat;

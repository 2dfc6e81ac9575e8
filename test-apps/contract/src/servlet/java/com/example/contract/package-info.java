/** The contract application for every servlet container; see the module's README. */
package com.example.contract;

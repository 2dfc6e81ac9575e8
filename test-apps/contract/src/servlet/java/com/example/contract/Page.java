package com.example.contract;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What is done for one path. */
interface Page {
  void answer(HttpServletRequest request, HttpServletResponse response) throws Exception;
}

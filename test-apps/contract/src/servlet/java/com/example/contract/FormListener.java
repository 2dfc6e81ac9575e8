package com.example.contract;

import javax.servlet.HttpConstraintElement;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletSecurityElement;
import javax.servlet.annotation.ServletSecurity.TransportGuarantee;

/** Maps the pages of the second application, which launchers give a login by form. */
public final class FormListener implements ServletContextListener {
  /** Its context path. */
  public static final String CONTEXT_PATH = "/form";

  /** The page with the form, and the one behind a login that failed. */
  public static final String LOGIN_PAGE = "/login-page";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    ContractListener.page(context, LOGIN_PAGE, SimplePages::form);
    ContractListener.page(context, "/secure/*", SimplePages::secure)
        .setServletSecurity(
            new ServletSecurityElement(
                new HttpConstraintElement(TransportGuarantee.NONE, "reader")));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}

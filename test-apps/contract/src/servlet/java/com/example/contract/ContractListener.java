package com.example.contract;

import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterRegistration;
import javax.servlet.HttpConstraintElement;
import javax.servlet.MultipartConfigElement;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.ServletRegistration;
import javax.servlet.ServletSecurityElement;
import javax.servlet.annotation.ServletSecurity.TransportGuarantee;

/** Maps all pages and filters, so that a launcher needs nothing but this listener. */
public final class ContractListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    filter(context, "/*", new IdFilter());
    filter(context, "/wrapped", new WrapFilter());
    filter(context, "/filtered-answer", new AnswerFilter());
    filter(context, "/gzip-filter", new GzipFilter());
    simplePages(context);
    errorPages(context);
    bodyPages(context);
    longPages(context);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}

  private static void simplePages(ServletContext context) {
    page(context, "/hello", SimplePages::hello);
    page(context, "/query", SimplePages::query);
    page(context, "/raw/*", SimplePages::raw);
    page(context, "/orders/*", SimplePages::order);
    page(context, "/headers", SimplePages::headers);
    page(context, "/secure", SimplePages::secure)
        .setServletSecurity(
            new ServletSecurityElement(
                new HttpConstraintElement(TransportGuarantee.NONE, "reader")));
    page(context, "/login", SimplePages::login);
    page(context, "/session-user", SimplePages::sessionUser);
    page(context, "/forward", DispatchPages::forward);
    page(context, "/include", DispatchPages::include);
    page(context, "/included", DispatchPages::part);
    page(context, "/include-forward", DispatchPages::includeForward);
    page(context, "/included-forward", DispatchPages::forwardToPart);
    page(context, "/wrapped", DispatchPages::wrapped);
  }

  private static void errorPages(ServletContext context) {
    page(context, "/redirect", ErrorPages::redirect);
    page(context, "/status", ErrorPages::status);
    page(context, "/send-error", ErrorPages::sendError);
    page(context, "/error-page", ErrorPages::errorPage);
    page(context, "/throw", ErrorPages::fail);
    page(context, "/throw-page", ErrorPages::failWithPage);
    page(context, "/throw-late", ErrorPages::failLate);
    page(context, "/reset", ErrorPages::reset);
    page(context, "/refuse-early", ErrorPages::refuseEarly);
  }

  private static void bodyPages(ServletContext context) {
    page(context, "/echo-stream", BodyPages::echoStream);
    page(context, "/echo-reader", BodyPages::echoReader);
    page(context, "/parameters", BodyPages::parameters);
    page(context, "/form-by-stream", BodyPages::formByStream);
    page(context, "/unread", BodyPages::unread);
    page(context, "/multipart", BodyPages::multipart)
        .setMultipartConfig(new MultipartConfigElement(""));
    page(context, "/binary", BodyPages::binary);
    page(context, "/write", BodyPages::write);
    page(context, "/compressed", BodyPages::compressible);
    page(context, "/gzip-filter", BodyPages::gzipFiltered);
  }

  private static void longPages(ServletContext context) {
    page(context, "/async", AsyncPages::later);
    page(context, "/async-now", AsyncPages::now);
    page(context, "/async-timeout", AsyncPages::timeOut);
    page(context, "/async-dispatch", AsyncPages::dispatch);
    page(context, "/async-throw", AsyncPages::fail);
    page(context, "/non-blocking", NonBlockingEcho::answer);
    page(context, "/flushes", StreamPages::flushes);
    page(context, "/events", StreamPages::events);
    page(context, "/slow", StreamPages::slow);
    page(context, "/hold", StreamPages::hold);
    page(context, "/await-held", StreamPages::awaitHeld);
    page(context, "/release", StreamPages::release);
    page(context, "/correlate", StreamPages::correlate);
  }

  static ServletRegistration.Dynamic page(ServletContext context, String path, Page page) {
    ServletRegistration.Dynamic servlet =
        context.addServlet(path.replaceAll("[^a-z]", ""), new PageServlet(page));
    servlet.addMapping(path);
    servlet.setAsyncSupported(true);
    return servlet;
  }

  private static void filter(ServletContext context, String path, Filter filter) {
    FilterRegistration.Dynamic registered =
        context.addFilter(filter.getClass().getSimpleName(), filter);
    registered.setAsyncSupported(true);
    registered.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, path);
  }
}

package com.example.contract.boot;

import com.example.contract.common.StaticFiles;
import java.util.Map;
import javax.servlet.Filter;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.server.ErrorPage;
import org.springframework.boot.web.server.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Everything that is no controller. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class Settings implements WebMvcConfigurer, WebSocketConfigurer {
  private static final String PAGE = "/error-page";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/files/**")
        .addResourceLocations(StaticFiles.folder().toUri().toString());
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(new EchoSocket(), "/echo-socket").setAllowedOrigins("*");
  }

  /** Some errors have a page of their own; all others go to Spring Boot's {@code /error}. */
  @Bean
  ErrorPageRegistrar errorPage() {
    return registry ->
        registry.addErrorPages(
            new ErrorPage(HttpStatus.valueOf(420), PAGE),
            new ErrorPage(HttpStatus.valueOf(421), PAGE),
            new ErrorPage(UnsupportedOperationException.class, PAGE));
  }

  /** The usual ones without the time, so that two processes answer the same. */
  @Bean
  ErrorAttributes errorAttributes() {
    return new DefaultErrorAttributes() {
      @Override
      public Map<String, Object> getErrorAttributes(
          WebRequest request, ErrorAttributeOptions options) {
        Map<String, Object> attributes = super.getErrorAttributes(request, options);
        attributes.remove("timestamp");
        return attributes;
      }
    };
  }

  @Bean
  FilterRegistrationBean<Filter> identified() {
    FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(Filters.IDENTIFIED);
    filter.setAsyncSupported(true);
    return filter;
  }

  @Bean
  FilterRegistrationBean<Filter> answering() {
    return only("/filtered-answer", Filters.ANSWERING);
  }

  @Bean
  FilterRegistrationBean<Filter> wrapping() {
    return only("/wrapped", Filters.WRAPPING);
  }

  @Bean
  FilterRegistrationBean<Filter> compressing() {
    return only("/gzip-filter", Filters.COMPRESSING);
  }

  private static FilterRegistrationBean<Filter> only(String path, Filter filter) {
    FilterRegistrationBean<Filter> registered = new FilterRegistrationBean<>(filter);
    registered.addUrlPatterns(path);
    registered.setName(path);
    return registered;
  }
}

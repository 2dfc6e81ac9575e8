package com.example.shop.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewResolverRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The context of the dispatcher servlet: controllers, JSP pages, asynchronous requests. */
@Configuration
@EnableWebMvc
@ComponentScan(
    basePackages = "com.example.shop",
    useDefaultFilters = false,
    includeFilters =
        @ComponentScan.Filter(
            type = FilterType.ANNOTATION,
            classes = {Controller.class, ControllerAdvice.class}))
public class WebConfiguration implements WebMvcConfigurer {
  private static final long ASYNC_TIMEOUT_MILLIS = 5_000;
  private static final int MAX_ASYNC_THREADS = 4;
  private static final int MAX_ASYNC_QUEUE = 100;

  @Override
  public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
    configurer.setDefaultTimeout(ASYNC_TIMEOUT_MILLIS);
    configurer.setTaskExecutor(reportExecutor());
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/static/**").addResourceLocations("/static/");
  }

  @Override
  public void configureViewResolvers(ViewResolverRegistry registry) {
    registry.jsp("/WEB-INF/views/", ".jsp");
  }

  @Bean
  ThreadPoolTaskExecutor reportExecutor() {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setThreadNamePrefix("shop-report-");
    executor.setCorePoolSize(MAX_ASYNC_THREADS);
    executor.setMaxPoolSize(MAX_ASYNC_THREADS);
    executor.setQueueCapacity(MAX_ASYNC_QUEUE);
    return executor;
  }

  @Bean
  ThreadPoolTaskScheduler carrierScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setThreadNamePrefix("shop-carrier-");
    scheduler.setPoolSize(1);
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  @Bean
  StandardServletMultipartResolver multipartResolver() {
    return new StandardServletMultipartResolver();
  }
}

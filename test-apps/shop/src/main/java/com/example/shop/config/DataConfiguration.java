package com.example.shop.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.DataSourceInitializer;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** The root context: an in-memory database behind a connection pool, repositories, services. */
@Configuration
@EnableTransactionManagement(proxyTargetClass = true)
@ComponentScan(
    basePackages = "com.example.shop",
    useDefaultFilters = false,
    includeFilters =
        @ComponentScan.Filter(
            type = FilterType.ANNOTATION,
            classes = {Repository.class, Service.class}))
public class DataConfiguration {
  private static final int MAX_CONNECTIONS = 8;

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    config.setDriverClassName("org.h2.Driver");
    // Without its exit hook: that would keep the class loader of an undeployed shop for ever.
    config.setJdbcUrl("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
    config.setUsername("sa");
    config.setPassword("");
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    return new HikariDataSource(config);
  }

  @Bean
  DataSourceInitializer dataSourceInitializer(DataSource dataSource) {
    DataSourceInitializer initializer = new DataSourceInitializer();
    initializer.setDataSource(dataSource);
    ResourceDatabasePopulator populator = new ResourceDatabasePopulator();
    populator.setSqlScriptEncoding("UTF-8");
    populator.addScripts(new ClassPathResource("schema.sql"), new ClassPathResource("data.sql"));
    initializer.setDatabasePopulator(populator);
    // The database lives as long as its class loader, so a stopped shop takes it down itself.
    ResourceDatabasePopulator cleaner = new ResourceDatabasePopulator();
    cleaner.addScript(new ClassPathResource("drop.sql"));
    initializer.setDatabaseCleaner(cleaner);
    return initializer;
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource) {
    return new JdbcTemplate(dataSource);
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new DataSourceTransactionManager(dataSource);
  }
}

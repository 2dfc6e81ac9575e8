package io.opsagent.contract.servers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** The beans of the application, with what Spring 4.3 and 7 have in common. */
@Configuration
@EnableWebMvc
public class SpringConfiguration {

  @Bean
  public SpringOrders orders() {
    return new SpringOrders();
  }

  @Bean
  public ResourceHttpRequestHandler files() {
    ResourceHttpRequestHandler files = new ResourceHttpRequestHandler();
    files.setLocations(List.of(new ClassPathResource("META-INF/nowhere/")));
    return files;
  }

  @Bean
  public SimpleUrlHandlerMapping resources() {
    Map<String, Object> urls = new LinkedHashMap<>();
    urls.put("/static/**", files());
    urls.put("/**", files());
    SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping();
    mapping.setUrlMap(urls);
    mapping.setOrder(Integer.MAX_VALUE - 1);
    return mapping;
  }
}

package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ServiceNameTest {

  @Test
  void springs_application_name_comes_first() {
    assertThat(name("sun.java.command", "app.jar", "spring.application.name", "shop"))
        .isEqualTo("shop");
    assertThat(ServiceName.guess(new Properties(), Map.of("SPRING_APPLICATION_NAME", "shop")))
        .isEqualTo("shop");
  }

  @Test
  void a_tomcat_is_named_by_the_folder_of_its_base() {
    assertThat(
            name(
                "catalina.base",
                "/srv/shop-prod",
                "sun.java.command",
                "org.apache.catalina.startup.Bootstrap start"))
        .isEqualTo("shop-prod");
  }

  @Test
  void a_jar_is_named_by_its_file_without_the_version() {
    assertThat(name("sun.java.command", "/opt/shop-service-1.4.2-SNAPSHOT.jar --port 1"))
        .isEqualTo("shop-service");
    assertThat(name("sun.java.command", "shop.war")).isEqualTo("shop");
  }

  @Test
  void else_the_main_class_counts_and_a_module_is_left_out() {
    assertThat(name("sun.java.command", "com.example.ShopMain a b")).isEqualTo("ShopMain");
    assertThat(name("sun.java.command", "shop.module/com.example.ShopMain")).isEqualTo("ShopMain");
  }

  @Test
  void without_anything_it_is_an_application() {
    assertThat(name()).isEqualTo("application");
    assertThat(name("sun.java.command", "-1.jar")).isEqualTo("application");
  }

  private static String name(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return ServiceName.guess(properties, Map.of());
  }
}

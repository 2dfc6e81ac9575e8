package com.example.contract.boot;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The raw path is one of the cases, so Jetty must not refuse it, as it does from 10 on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "org.eclipse.jetty.http.UriCompliance")
class JettyUris {

  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> rawPaths() {
    return factory -> factory.addServerCustomizers(JettyUris::takeAnyPath);
  }

  private static void takeAnyPath(Server server) {
    for (Connector connector : server.getConnectors()) {
      for (ConnectionFactory factory : connector.getConnectionFactories()) {
        if (factory instanceof HttpConfiguration.ConnectionFactory http) {
          http.getHttpConfiguration().setUriCompliance(UriCompliance.LEGACY);
        }
      }
    }
    for (ServletContextHandler context : server.getDescendants(ServletContextHandler.class)) {
      context.getServletHandler().setDecodeAmbiguousURIs(true);
    }
  }
}

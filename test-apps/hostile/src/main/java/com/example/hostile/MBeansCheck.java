package com.example.hostile;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Lists all MBeans and reads the application's own one. */
final class MBeansCheck implements Check {
  @Override
  public Map<String, ?> run() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Map<String, Object> seen = new TreeMap<>();
    seen.put(
        "names",
        server.queryNames(null, null).stream().map(ObjectName::getCanonicalName).sorted().toList());
    seen.put("mood", server.getAttribute(new ObjectName(Hostile.NAME), "Mood"));
    seen.put("servers", MBeanServerFactory.findMBeanServer(null).size());
    seen.put("serverType", server.getClass().getName());
    seen.put("builder", String.valueOf(System.getProperty("javax.management.builder.initial")));
    return seen;
  }
}

package com.example.hostile;

import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Lists the JDBC drivers that the application can get at, and the driver manager's settings. */
final class DriversCheck implements Check {
  @Override
  public Map<String, ?> run() {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("registered", describe(Collections.list(DriverManager.getDrivers())));
    seen.put(
        "services",
        describe(
            ServiceLoader.load(Driver.class).stream().map(ServiceLoader.Provider::get).toList()));
    seen.put("loginTimeoutSeconds", DriverManager.getLoginTimeout());
    seen.put("logWriter", String.valueOf(DriverManager.getLogWriter()));
    return seen;
  }

  private static List<String> describe(List<Driver> drivers) {
    return drivers.stream()
        .map(
            driver ->
                driver.getClass().getName()
                    + " "
                    + driver.getMajorVersion()
                    + "."
                    + driver.getMinorVersion())
        .sorted()
        .toList();
  }
}

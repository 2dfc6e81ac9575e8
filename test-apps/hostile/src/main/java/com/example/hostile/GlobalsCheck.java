package com.example.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;

/** Looks at what there is once in a JVM: what the application has set, and what nobody should. */
final class GlobalsCheck implements Check {
  @Override
  public Map<String, ?> run() throws Exception {
    Map<String, Object> seen = new TreeMap<>();
    putOwn(seen);
    putNobodys(seen);
    return seen;
  }

  private static void putOwn(Map<String, Object> seen)
      throws IOException, InterruptedException, ExecutionException {
    seen.put("logManager", LogManager.getLogManager().getClass().getName());
    seen.put("locale", Locale.getDefault().toLanguageTag());
    seen.put("number", String.format("%,.2f", 1234.5));
    seen.put("timeZone", TimeZone.getDefault().getID());
    seen.put("url", read(new URL("hostile:greeting")));
    seen.put("fileHandler", typeOf(new URL("file:/").openConnection()));
    seen.put("jarHandler", typeOf(new URL("jar:file:/x.jar!/").openConnection()));
    seen.put("httpHandler", typeOf(new URL("http://127.0.0.1/").openConnection()));
    seen.put("contextClassLoader", typeOf(Thread.currentThread().getContextClassLoader()));
    seen.put("uncaughtHandler", typeOf(Thread.getDefaultUncaughtExceptionHandler()));
    ForkJoinPool common = ForkJoinPool.commonPool();
    seen.put("commonPoolParallelism", common.getParallelism());
    seen.put("commonPoolFactory", common.getFactory().getClass().getName());
    // Not submit(...).get(): that may run the task in the thread that asks.
    CompletableFuture<String> worker = new CompletableFuture<>();
    common.execute(() -> worker.complete(Thread.currentThread().getName()));
    seen.put("commonPoolThread", worker.get());
  }

  private static void putNobodys(Map<String, Object> seen) {
    seen.put("charset", Charset.defaultCharset().name());
    seen.put("fileSystem", FileSystems.getDefault().provider().getClass().getName());
    seen.put("standardInput", typeOf(System.in));
    seen.put("standardOutput", typeOf(System.out));
    seen.put("standardError", typeOf(System.err));
    seen.put("cookieHandler", typeOf(CookieHandler.getDefault()));
    seen.put("responseCache", typeOf(ResponseCache.getDefault()));
    seen.put("proxySelector", typeOf(ProxySelector.getDefault()));
    seen.put("followRedirects", HttpURLConnection.getFollowRedirects());
    seen.put(
        "securityProviders",
        Arrays.stream(Security.getProviders()).map(Provider::getName).toList());
    seen.put("dnsCacheSeconds", String.valueOf(Security.getProperty("networkaddress.cache.ttl")));
    seen.put(
        "threadContentionMonitoring",
        ManagementFactory.getThreadMXBean().isThreadContentionMonitoringEnabled());
    seen.put("threadCpuTime", ManagementFactory.getThreadMXBean().isThreadCpuTimeEnabled());
    seen.put("verboseMemory", ManagementFactory.getMemoryMXBean().isVerbose());
    seen.put("verboseClassLoading", ManagementFactory.getClassLoadingMXBean().isVerbose());
  }

  private static String read(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String typeOf(@Nullable Object object) {
    return object == null ? "none" : object.getClass().getName();
  }
}

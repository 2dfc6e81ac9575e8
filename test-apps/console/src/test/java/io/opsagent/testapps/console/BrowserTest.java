package io.opsagent.testapps.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opsagent.testing.ScratchFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A browser before the console of an agent in a shop, for all tests of a class. Without Chromium
 * they are skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
  static final int WIDE = 1440;

  /** The narrowest window that the design promises (console.md 4). */
  static final int NARROW = 360;

  ShopUnderLoad shop;
  Browser browser;

  @BeforeAll
  final void start() throws Exception {
    assumeTrue(Browser.isThere(), "chromium and chromium-driver are not installed");
    Path folder = ScratchFolder.create(getClass(), "shop");
    shop = ShopUnderLoad.start(folder);
    prepare(folder);
    browser = Browser.start();
  }

  /**
   * What is there before the browser opens.
   *
   * @param folder of the shop
   */
  void prepare(Path folder) throws Exception {}

  @AfterAll
  final void stop() {
    if (browser != null) {
      browser.close();
    }
    if (shop != null) {
      shop.close();
    }
  }
}

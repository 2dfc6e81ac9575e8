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

  /** Of the shop. */
  Path folder;

  ShopUnderLoad shop;
  Browser browser;

  @BeforeAll
  final void start() throws Exception {
    assumeTrue(Browser.isThere(), "chromium and chromium-driver are not installed");
    folder = ScratchFolder.create(getClass(), "shop");
    shop = ShopUnderLoad.start(folder);
    browser = Browser.start();
  }

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

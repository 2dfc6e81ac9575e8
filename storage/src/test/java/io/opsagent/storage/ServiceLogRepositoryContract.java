package io.opsagent.storage;

import org.junit.jupiter.api.Nested;

/**
 * What every engine's {@link ServiceLogRepository} must do. The test of an engine extends this
 * class and gives an empty repository for each test.
 */
abstract class ServiceLogRepositoryContract {

  /** A repository without any row; called before each test. */
  abstract ServiceLogRepository emptyRepository() throws Exception;

  @Nested
  class Storing extends ServiceLogStoringTests {
    @Override
    ServiceLogRepository emptyRepository() throws Exception {
      return ServiceLogRepositoryContract.this.emptyRepository();
    }
  }

  @Nested
  class Filters extends ServiceLogFilterTests {
    @Override
    ServiceLogRepository emptyRepository() throws Exception {
      return ServiceLogRepositoryContract.this.emptyRepository();
    }
  }

  @Nested
  class Pages extends ServiceLogPageTests {
    @Override
    ServiceLogRepository emptyRepository() throws Exception {
      return ServiceLogRepositoryContract.this.emptyRepository();
    }
  }

  @Nested
  class Texts extends ServiceLogTextTests {
    @Override
    ServiceLogRepository emptyRepository() throws Exception {
      return ServiceLogRepositoryContract.this.emptyRepository();
    }
  }

  @Nested
  class Terms extends ServiceLogTermTests {
    @Override
    ServiceLogRepository emptyRepository() throws Exception {
      return ServiceLogRepositoryContract.this.emptyRepository();
    }
  }
}

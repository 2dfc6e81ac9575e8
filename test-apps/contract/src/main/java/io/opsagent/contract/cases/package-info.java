/** The cases of docs/spec/instrumentation.md section 7, each written once. */
@NullMarked
package io.opsagent.contract.cases;

import org.jspecify.annotations.NullMarked;

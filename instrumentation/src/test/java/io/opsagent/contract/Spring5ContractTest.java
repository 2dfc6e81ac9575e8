package io.opsagent.contract;

/** Spring MVC 5.3 in Tomcat 9. */
class Spring5ContractTest extends SpringFunctionsContract {}

package io.opsagent.storage.access;

/**
 * All that is stored about who may enter.
 *
 * @param supervisors platforms that manage nodes
 * @param supervisorTokens the tokens that they issued
 * @param clients programs with a secret
 * @param users people with a password
 * @param tokens what OpsAgent issued to the latter two
 * @param audit what was done
 */
public record AccessRepositories(
    SupervisorRepository supervisors,
    SupervisorTokenRepository supervisorTokens,
    ClientRepository clients,
    UserRepository users,
    TokenRepository tokens,
    AuditRepository audit) {}

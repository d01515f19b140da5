package dev.canard.deploy.http.login;

import dev.canard.deploy.config.ConsoleSettings.Role;

/** What became of a login. */
public sealed interface Login {

    /** The issuer knows the user, who has a role. */
    record Done(String name, Role role) implements Login {}

    /** The issuer knows the user, for whom the settings have no role. */
    record WithoutRole(String name) implements Login {}

    /**
     * What the browser or the issuer sent proves nothing.
     *
     * @param why for the user; holds nothing of what was sent
     */
    record Refused(String why) implements Login {}
}

package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.healthmon.access.Role;
import io.healthmon.javalin.auth.login.OidcSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginConfigTest {

    private static final ConfigLoader LOADER =
            new ConfigLoader(TestProviders.all(), Map.of("OIDC_SECRET", "a-secret-of-the-client"));

    private static List<String> errors(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> LOADER.parse("f.yaml", yaml, Overrides.NONE))
                .messages();
    }

    @Test
    void provider_isReadWhole_andItsSecretIsMasked() {
        LoadedConfig loaded = LOADER.parse("f.yaml", """
                public-url: https://health.example.org/mon/
                login:
                  oidc:
                    issuer: https://id.example.org/realms/home
                    client-id: healthmon
                    client-secret: ${OIDC_SECRET}
                    roles-claim: realm_access.roles
                    roles: { admins: admin, staff: viewer }
                """, Overrides.NONE);

        OidcSettings oidc = loaded.config().oidc().orElseThrow();
        assertThat(oidc.issuer()).isEqualTo("https://id.example.org/realms/home");
        assertThat(oidc.redirect()).hasToString("https://health.example.org/mon/login/provider/callback");
        assertThat(oidc.roles()).containsExactly(Map.entry("admins", Role.ADMIN), Map.entry("staff", Role.VIEWER));
        assertThat(oidc.scopes()).containsExactly("profile", "email");
        assertThat(oidc.clientSecret().reveal()).isEqualTo("a-secret-of-the-client");
        assertThat(oidc.toString() + loaded.effective()).doesNotContain("a-secret-of-the-client");
        assertThat(LOADER.parse("f.yaml", "services: {}", Overrides.NONE)
                        .config()
                        .oidc())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            login: {oidc: {}}                                             | login.oidc.issuer: is missing; for example https://id.example.org/realms/home
            login: {oidc: {issuer: 'http://id.example.org'}}              | login.oidc.issuer: must be an https:// URL: whoever could change what it answers could log in
            login: {oidc: {issuer: 'http://localhost.evil.example'}}      | login.oidc.issuer: must be an https:// URL: whoever could change what it answers could log in
            login: {oidc: {issuer: 'https://i.x'}}                        | login.oidc.client-id: is missing; it is what the provider calls this host
            login: {oidc: {issuer: 'https://i.x', client-id: c}}          | login.oidc.client-secret: is missing; for example ${OIDC_SECRET}
            login: {oidc: {issuer: 'https://i.x', client-id: c, client-secret: s}} | login.oidc.issuer: needs public-url too: the provider sends people back to it, at /login/provider/callback
            login: {oicd: {}}                                             | login.oicd: unknown key 'oicd', did you mean 'oidc'?
            """)
    void provider_thatIsWrong_isTold(String yaml, String error) {
        assertThat(errors(yaml)).singleElement().asString().endsWith(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                  | roles: is missing; it gives values of the claim a role, for example { admins: admin }
            { a: king }         | roles: 'king' is no role; allowed are viewer, operator, admin
            """)
    void roles_thatAreNone_areTold(String roles, String error) {
        assertThat(errors("""
                        public-url: https://h.x
                        login: { oidc: { issuer: 'https://i.x', client-id: c, client-secret: s, roles: %s } }
                        """.formatted(roles))).singleElement().asString().endsWith(error);
    }
}

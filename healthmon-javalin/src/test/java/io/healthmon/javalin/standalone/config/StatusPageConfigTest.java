package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.healthmon.javalin.StatusPage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageConfigTest {

    private static final ConfigLoader LOADER = new ConfigLoader(TestProviders.all(), Map.of());
    private static final String SERVICES =
            "services: {bot: {url: 'http://bot/health'}, files: {url: 'http://files/health'}}\n";

    private static LoadedConfig read(String yaml) {
        return LOADER.parse("f.yaml", SERVICES + yaml, Overrides.NONE);
    }

    @Test
    void statusPage_isReadInItsOrder_andIsOffByDefault() {
        LoadedConfig loaded =
                read("status-page: {title: Ours, services: {files: Files, bot: Stream bot}, notes: true}");

        StatusPage page = loaded.config().statusPage().orElseThrow();
        assertThat(page.title()).isEqualTo("Ours");
        assertThat(page.services()).containsExactly(Map.entry("files", "Files"), Map.entry("bot", "Stream bot"));
        assertThat(page.notes()).isTrue();
        assertThat(LOADER.parse("f.yaml", loaded.effective(), Overrides.NONE)
                        .config()
                        .statusPage())
                .contains(page);
        assertThat(read("").config().statusPage()).isEmpty();
        assertThat(read("status-page: {services: {bot: B}}").config().statusPage())
                .contains(new StatusPage("Status", Map.of("bot", "B"), false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                           | status-page.services: is missing; it names what everybody may see, for example {stream-bot: Stream bot}
            {services: {bto: Bot}}                       | status-page.services: there is no service 'bto', did you mean 'bot'?
            {services: {bot: A, files: a}}               | status-page.services: the shown name 'a' is taken, or has no letter: in the address of its badge it is 'a'
            {services: {bot: ' '}}                       | status-page.services: the shown name of bot must have 1 to 100 characters
            {services: {bot: B}, titel: x}               | status-page.titel: unknown key 'titel', did you mean 'title'?
            """)
    void statusPage_thatIsWrong_isTold(String yaml, String error) {
        assertThat(catchThrowableOfType(ConfigException.class, () -> read("status-page: " + yaml))
                        .messages())
                .singleElement()
                .asString()
                .endsWith(error);
    }
}

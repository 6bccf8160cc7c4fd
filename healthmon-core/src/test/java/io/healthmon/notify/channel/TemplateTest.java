package io.healthmon.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @Test
    void placeholders_takeTheirValues_escaped() {
        Template template = Template.parse("<p>{{ service }}: {{message}} {{labels.team/x}}</p> }} {");

        assertThat(template.render(Map.of("service", "a&b", "message", "<x>"), Escaping.HTML))
                .isEqualTo("<p>a&amp;b: &lt;x&gt; </p> }} {");
    }

    @Test
    void values_areNotTemplates() {
        assertThat(Template.parse("{{message}}").render(Map.of("message", "{{key}}", "key", "secret"), Escaping.PLAIN))
                .isEqualTo("{{key}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{servise}}",
                "{{labels.}}",
                "{{ }}",
                "{{#if critical}}x{{/if}}",
                "{{service | upper}}",
                "{{T(java.lang.Runtime)}}",
                "{{{service}}}",
                "ok\n  {{service"
            })
    void brokenTemplates_areRefused_namingWhatAndWhere(String source) {
        assertThatThrownBy(() -> Template.parse(source))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("{{")
                .hasMessageContaining("at line ");
    }

    @Test
    void messages_sayWhatIsAllowed() {
        assertThatThrownBy(() -> Template.parse("x\n {{servise}}"))
                .hasMessageContaining("there is no placeholder {{servise}} at line 2, column 2")
                .hasMessageContaining("service")
                .hasMessageContaining("labels.NAME");
        assertThatThrownBy(() -> Template.parse("{{#each}}")).hasMessageContaining("no logic");
        assertThatThrownBy(() -> Template.parse("x".repeat(70_000))).hasMessageContaining("65536");
    }
}

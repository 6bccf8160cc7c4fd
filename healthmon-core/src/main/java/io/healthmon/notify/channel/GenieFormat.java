package io.healthmon.notify.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.channel.Escaping.Measure;
import io.healthmon.target.Secret;

/**
 * Requests as Opsgenie's Alert API takes them, and after it the integration events API of Jira Service Management: alerts go by an alias
 * of ours. Limits by docs.opsgenie.com: message 130 characters, alias 512, entity 512, source 100, description 15,000, details 8,000
 * in all, a note 25,000.
 *
 * @param alerts the address of all alerts
 * @param apiKey what Authorization holds
 */
record GenieFormat(String alerts, Secret apiKey, ChannelSettings settings) implements Format {

    static final int MAX_MESSAGE = 130;
    static final int MAX_ALIAS = 512;
    static final int MAX_DESCRIPTION = 15_000;
    static final int MAX_DETAILS = 7_000;
    static final int MAX_NOTE = 5_000;
    static final int MAX_USER = 100;

    @Override
    public boolean templated(Message message) {
        return Composer.templated(message, settings);
    }

    @Override
    public HttpSpec request(Message message, Form form) {
        String alias = DedupKeys.of(message, MAX_ALIAS);
        Composer composer = new Composer(message, settings, form, Escaping.PLAIN);
        ObjectNode body = Requests.object().put("source", "healthmon");
        return switch (Lifecycle.of(message)) {
            // An alert with the same alias is counted, and calls nobody who has seen it.
            case OPEN, REMIND -> {
                open(body, alias, composer, message, form);
                yield post(alerts, body);
            }
            case UPDATE -> post(of(alias, "notes"), body.put("note", note(composer)));
            case ACKNOWLEDGE -> {
                message.notifications().get(0).alert().acknowledgement().ifPresent(by -> user(body, by));
                yield post(of(alias, "acknowledge"), body.put("note", note(composer)));
            }
            case CLOSE -> post(of(alias, "close"), body.put("note", note(composer)));
        };
    }

    private void open(ObjectNode body, String alias, Composer composer, Message message, Form form) {
        Wording wording = composer.wording().withoutLinks();
        body.put("message", composer.title(MAX_MESSAGE));
        body.put("alias", alias);
        body.put("priority", wording.tone() == Tone.CRITICAL ? "P1" : "P3");
        body.put("description", description(composer));
        if (form == Form.PLAIN || message.notifications().size() != 1) {
            return;
        }
        body.put("entity", message.notifications().get(0).alert().service());
        body.putArray("tags").add("healthmon");
        ObjectNode details = body.putObject("details");
        int left = MAX_DETAILS;
        for (var fact : wording.facts().entrySet()) {
            left -= fact.getKey().length() + fact.getValue().length();
            if (left >= 0) {
                details.put(fact.getKey(), fact.getValue());
            }
        }
    }

    private static String description(Composer composer) {
        String text = composer.text(MAX_DESCRIPTION - 1_000);
        return composer.wording()
                .link()
                .filter(url -> url.length() < 900)
                .map(url -> text + "\n" + url)
                .orElse(text);
    }

    private static String note(Composer composer) {
        Wording wording = composer.wording().withoutLinks();
        String lines = Lines.fit(wording.lines(), "", Escaping.PLAIN, MAX_NOTE - 500, Measure.CHARACTERS);
        return Escaping.PLAIN.escape(
                wording.title() + "\n" + (wording.lines().isEmpty() ? wording.text() : lines), MAX_NOTE);
    }

    private static void user(ObjectNode body, Acknowledgement by) {
        body.put("user", Escaping.PLAIN.escape(Defang.links(by.by()), MAX_USER));
    }

    private String of(String alias, String action) {
        return alerts + "/" + Escaping.URL.escape(alias) + "/" + action + "?identifierType=alias";
    }

    private HttpSpec post(String url, ObjectNode body) {
        return Requests.json(url, body, settings.tls())
                .withHeader("Authorization", Secret.of("GenieKey " + apiKey.reveal()));
    }
}

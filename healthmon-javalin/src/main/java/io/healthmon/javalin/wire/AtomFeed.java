package io.healthmon.javalin.wire;

import io.healthmon.javalin.page.PublicIncident;
import io.healthmon.javalin.page.PublicStatus;
import io.healthmon.javalin.page.Words;

/** The incidents of the public status page as an Atom feed (RFC 4287). */
public final class AtomFeed {

    /** Its {@code Content-Type}. */
    public static final String TYPE = "application/atom+xml; charset=utf-8";

    private AtomFeed() {}

    /** The feed. Links in it are relative to where it was fetched. */
    public static byte[] write(PublicStatus status) {
        Xml feed = Xml.root("feed", "http://www.w3.org/2005/Atom")
                .element("id", "urn:healthmon:status")
                .element("title", status.title())
                .element("updated", Words.iso(status.updated()));
        feed.open("link").with("href", "/status").close();
        feed.open("link").with("rel", "self").with("href", "/status/feed.xml").close();
        feed.open("author").element("name", status.title()).close();
        status.incidents().forEach(incident -> entry(feed, incident));
        return feed.bytes();
    }

    private static void entry(Xml feed, PublicIncident incident) {
        feed.open("entry")
                .element("id", incident.id())
                .element("title", incident.sentence())
                .element("published", Words.iso(incident.began()))
                .element("updated", Words.iso(incident.updated()));
        feed.open("link").with("href", "/status").close();
        StringBuilder text = new StringBuilder("From " + Words.utc(incident.began()));
        incident.ended().ifPresent(at -> text.append(" to ").append(Words.utc(at)));
        text.append(".");
        incident.note().ifPresent(note -> text.append(" ").append(note));
        feed.element("content", text.toString()).close();
    }
}

package io.healthmon.javalin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.healthmon.access.AuditEntry;
import io.healthmon.javalin.AwayableAccess;
import io.healthmon.javalin.SteppingClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No entry is lost silently: it is in the store, or in the log. */
class AuditTest {

    private final AwayableAccess access = new AwayableAccess();
    private final SteppingClock clock = new SteppingClock();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Audit.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
    }

    @AfterEach
    void deafen() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private AuditEntry entry(int number) {
        return new AuditEntry(
                clock.wall(), "key ops", "192.0.2.1", "service.tested", Optional.of("s" + number), Optional.empty());
    }

    private List<String> kept() {
        return access.store().audited(Optional.empty(), 1_000).stream()
                .map(one -> one.entry().subject().orElse(""))
                .toList();
    }

    private List<String> logged() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("audit: "))
                .toList();
    }

    @Test
    void entries_areKeptInTheirOrder_beforeTheyAreAnswered() {
        Audit audit = new Audit(Optional.of(access.store()), clock);
        for (int i = 0; i < 50; i++) {
            audit.note(entry(i));
        }
        audit.settled().join();
        audit.close();

        assertThat(kept()).hasSize(50).startsWith("s49", "s48").endsWith("s0");
        assertThat(logged()).isEmpty();
    }

    @Test
    void entries_whoseStoreIsAwayAtTheEnd_areInTheLog() {
        access.away(true);
        Audit audit = new Audit(Optional.of(access.store()), clock);

        audit.note(entry(1)).join();
        audit.note(entry(2)).join();
        audit.close();

        assertThat(logged())
                .containsExactly(
                        "audit: key ops service.tested from 192.0.2.1: s1",
                        "audit: key ops service.tested from 192.0.2.1: s2");
        audit.close();
        audit.note(entry(3)).join();
        assertThat(logged()).hasSize(3);
    }

    @Test
    void entries_beyondTenThousandThatWait_areInTheLog() {
        access.away(true);
        Audit audit = new Audit(Optional.of(access.store()), clock);
        for (int i = 0; i < 10_005; i++) {
            audit.note(entry(i));
        }

        assertThat(logged()).hasSize(5);
    }

    @Test
    void entries_withoutAStore_areInTheLog() {
        Audit audit = new Audit(Optional.empty(), clock);

        assertThat(audit.note(entry(1))).isCompleted();
        assertThat(logged()).hasSize(1);
    }
}

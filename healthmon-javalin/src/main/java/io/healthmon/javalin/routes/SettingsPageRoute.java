package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.access.AccessStore;
import io.healthmon.javalin.auth.Audit;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.page.Frame;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.SettingsPage;
import io.healthmon.javalin.page.SettingsPage.Admin;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.store.StoreException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /settings}: one's own account, channels, and for administrators keys, users, the audit and the configuration. */
final class SettingsPageRoute implements Route.Later {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsPageRoute.class);
    private static final int AUDITED = 50;

    private final HealthMonitor monitor;
    private final Frames frames;
    private final PageSources sources;
    private final Audit audit;
    private final Executor executor;

    SettingsPageRoute(HealthMonitor monitor, Frames frames, PageSources sources, Audit audit, Executor executor) {
        this.monitor = monitor;
        this.frames = frames;
        this.sources = sources;
        this.audit = audit;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Answer> answer(Context ctx) {
        Frame frame = frames.of(ctx, "Settings", Optional.of(Nav.SETTINGS));
        boolean everything = Sight.of(ctx, monitor).everything();
        // What was done a moment ago is in the audit.
        return audit.settled()
                .thenApplyAsync(
                        settled -> Pages.answer(
                                200,
                                "settings",
                                new SettingsPage(
                                        frame,
                                        account(ctx),
                                        monitor.statistics().channels(),
                                        everything && frame.reader().tests(),
                                        frame.reader().admin() ? Optional.of(admin()) : Optional.empty())),
                        executor);
    }

    private Optional<SettingsPage.Account> account(Context ctx) {
        if (Caller.of(ctx).kind() != Caller.Kind.SESSION) {
            return Optional.empty();
        }
        return sources.people()
                .flatMap(people -> people.visit(ctx)
                        .map(visit -> new SettingsPage.Account(
                                visit.active().user(),
                                visit.csrf(),
                                visit.active().session(),
                                people.sessions().of(visit.active().user()).stream()
                                        .map(active -> active.session())
                                        .toList(),
                                sources.codes())));
    }

    private Admin admin() {
        List<SettingsPage.Configured> configured = sources.access().keys().stream()
                .map(key -> new SettingsPage.Configured(key.name(), key.scopes(), key.services()))
                .toList();
        Optional<AccessStore> store = sources.access().store();
        boolean people = sources.people().isPresent();
        try {
            return new Admin(
                    store.isPresent(),
                    true,
                    people,
                    store.map(AccessStore::keys).orElse(List.of()),
                    configured,
                    sources.people().map(its -> its.users().all()).orElse(List.of()),
                    store.map(its -> its.audited(Optional.empty(), AUDITED)).orElse(List.of()).stream()
                            .map(AccessStore.Numbered::entry)
                            .toList(),
                    sources.configuration());
        } catch (StoreException away) {
            LOG.debug("keys, users and the audit are not shown: {}", away.getMessage());
            return new Admin(
                    store.isPresent(),
                    false,
                    people,
                    List.of(),
                    configured,
                    List.of(),
                    List.of(),
                    sources.configuration());
        }
    }
}

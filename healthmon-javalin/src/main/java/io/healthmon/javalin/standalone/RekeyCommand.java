package io.healthmon.javalin.standalone;

import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.Rekey;
import io.healthmon.access.SealedException;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.store.StoreException;
import io.healthmon.time.MonitorClock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rekey}: secrets in the database, sealed anew with the first key. */
@Command(
        name = "rekey",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Seals the secrets that the database keeps (those of one-time codes) anew with the first of secret-keys, so that the",
            "others can go. Also beside a running monitor, once that was started with the new key. A key that a secret is still",
            "sealed with must be among secret-keys, or be the one of data-dir/secret.key."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all secrets are sealed with the first key",
            "1:some could not be opened, or it could not be done",
            "2:wrong usage"
        })
final class RekeyCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Config loaded = config.load().config();
        try (OwnDatabase database = OwnDatabase.besideMonitor(loaded)) {
            if (!(database.store() instanceof PostgresStore store)) {
                throw new StartException(
                        "database.url: memory keeps nothing that is sealed",
                        new IllegalArgumentException("database.url"));
            }
            store.requireTables();
            return print(rekey(store.access(), loaded));
        } catch (StoreException e) {
            throw StartFailures.explained(e);
        } catch (SealedException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Rekey.Report rekey(AccessStore store, Config config) {
        Rekey.Report report = Rekey.run(store, OwnSecrets.box(config));
        store.audit(new AuditEntry(
                MonitorClock.system().wall(),
                "this machine",
                "command line",
                "secrets.rekeyed",
                Optional.empty(),
                Optional.of("%d sealed anew, %d could not be opened"
                        .formatted(report.sealed(), report.closed().size()))));
        return report;
    }

    private int print(Rekey.Report report) {
        report.closed().forEach(line -> spec.commandLine().getErr().println("healthmon: " + line));
        spec.commandLine().getOut().printf("sealed anew:          %d%n", report.sealed());
        spec.commandLine().getOut().printf("were so already:      %d%n", report.before());
        spec.commandLine()
                .getOut()
                .printf("could not be opened:  %d%n", report.closed().size());
        spec.commandLine().getOut().flush();
        return report.closed().isEmpty() ? 0 : 1;
    }
}

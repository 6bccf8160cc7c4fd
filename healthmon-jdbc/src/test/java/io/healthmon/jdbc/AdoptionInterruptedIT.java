package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.healthmon.store.StoreException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An adoption that ends anywhere, as by {@code kill -9}, and begins again. */
class AdoptionInterruptedIT {

    private static final int LIMIT = 120;

    private static PostgresServer.Database original;
    private static List<List<String>> undisturbed;

    @BeforeAll
    static void adoptUndisturbed() {
        original = PostgresServer.NEWEST.newDatabase();
        try (HikariDataSource pool = original.pool()) {
            OriginalDatabase.make(pool, "alembic.sql", "hostile.sql");
        }
        try (HikariDataSource pool = PostgresServer.NEWEST.copyOf(original).pool()) {
            new OriginalDatabase(pool).open().finish(LIMIT);
            undisturbed = OriginalDatabase.outcome(pool);
        }
        assertThat(undisturbed.subList(0, 4)).noneMatch(List::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void diedAtAnyCommit_whetherDoneOrNot_comesToTheSameWhenItGoesOn(boolean done) {
        int commits = done ? 1 : 0;
        boolean died = true;
        while (died) {
            commits += CountedCommits.STEP;
            died = diesAndGoesOn(commits, done);
        }
        assertThat(commits).as("commits").isGreaterThan(20);
    }

    /** False if it was through before that commit. */
    private static boolean diesAndGoesOn(int commit, boolean done) {
        PostgresServer.Database database = PostgresServer.NEWEST.copyOf(original);
        boolean died = dies(database, commit, done);
        try (HikariDataSource pool = database.pool()) {
            new OriginalDatabase(pool).open().finish(LIMIT);
            assertThat(OriginalDatabase.outcome(pool))
                    .as("died at commit %s", commit)
                    .isEqualTo(undisturbed);
            return died;
        }
    }

    private static boolean dies(PostgresServer.Database database, int commit, boolean done) {
        try (HikariDataSource pool = database.pool()) {
            new OriginalDatabase(CountedCommits.dyingAt(pool, commit, done))
                    .open()
                    .finish(LIMIT);
            return false;
        } catch (StoreException.Unavailable dead) {
            return true;
        }
    }

    @Test
    void diedAgainAndAgain_comesToTheSame() {
        PostgresServer.Database database = PostgresServer.NEWEST.copyOf(original);
        int lives = 0;
        while (dies(database, 12, lives++ % 2 == 0)) {
            assertThat(lives).isLessThan(100);
        }
        try (HikariDataSource pool = database.pool()) {
            assertThat(OriginalDatabase.outcome(pool)).isEqualTo(undisturbed);
        }
    }

    @Test
    void twoAtOnce_doNoHarm() throws Exception {
        try (HikariDataSource pool = PostgresServer.NEWEST.copyOf(original).pool()) {
            OriginalDatabase one = new OriginalDatabase(pool).open();
            OriginalDatabase other = new OriginalDatabase(pool).open();
            Thread thread = new Thread(() -> other.finish(11));
            thread.start();
            one.finish(13);
            thread.join();
            assertThat(OriginalDatabase.outcome(pool)).isEqualTo(undisturbed);
        }
    }
}

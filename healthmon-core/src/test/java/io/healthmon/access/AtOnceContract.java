package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What holds in every {@link AccessStore} when several do the same at once. */
abstract class AtOnceContract extends AccessContractTest {

    private static final int THREADS = 8;

    private static <T> List<T> atOnce(int times, IntFunction<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CyclicBarrier start = new CyclicBarrier(times);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Callable<T> its = work.apply(i);
                futures.add(threads.submit(() -> {
                    start.await();
                    return its.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void firstUsers_ofSeveral_oneIsTheFirst() throws Exception {
        assertThat(atOnce(THREADS, i -> () -> store.addFirst(admin("first-" + i))))
                .containsOnlyOnce(true);
        assertThat(store.users()).hasSize(1);
    }

    @Test
    void sameNames_ofSeveral_oneIsAdded() throws Exception {
        assertThat(atOnce(THREADS, i -> () -> store.add(viewer(i % 2 == 0 ? "ann" : "ANN"))))
                .containsOnlyOnce(true);
        assertThat(store.users()).hasSize(1);
    }

    @Test
    void stepOfACode_ofSeveral_oneTakesIt() throws Exception {
        User ann = added(viewer("ann"));
        assertThat(atOnce(THREADS, i -> () -> store.takeTotpStep(ann.id(), 100)))
                .containsOnlyOnce(true);
    }

    @Test
    void administrators_whoRemoveEachOther_leaveOne() throws Exception {
        List<User> admins = List.of(admin("ann"), admin("bob"));
        admins.forEach(this::added);
        assertThat(atOnce(2, i -> () -> store.removeUser(admins.get(i).id())))
                .containsExactlyInAnyOrder(UserChange.DONE, UserChange.LAST_ADMIN);
    }

    @Test
    void administrators_whoDemoteEachOther_leaveOne() throws Exception {
        List<User> admins = List.of(admin("ann"), admin("bob"));
        admins.forEach(this::added);
        assertThat(atOnce(2, i -> () -> store.change(admins.get(i).id(), user -> user.withRole(Role.VIEWER))))
                .containsExactlyInAnyOrder(UserChange.DONE, UserChange.LAST_ADMIN);
    }

    @Test
    void changes_ofOneUser_takeNoneBack() throws Exception {
        User ann = added(viewer("ann"));
        atOnce(
                2,
                i -> () -> store.change(
                        ann.id(), user -> i == 0 ? user.withRole(Role.OPERATOR) : user.withEnabled(false)));
        assertThat(store.user(ann.id())).contains(ann.withRole(Role.OPERATOR).withEnabled(false));
    }

    @Test
    void login_whileTheUserIsDisabled_leavesNoSession() throws Exception {
        for (int round = 0; round < 20; round++) {
            User ann = added(viewer("ann-" + round));
            Session session = session(ann, "session-" + round, T0);
            atOnce(
                    2,
                    i -> () -> i == 0
                            ? store.add(session)
                            : store.change(ann.id(), user -> user.withEnabled(false)) == UserChange.DONE);
            assertThat(store.sessionsOf(ann.id())).isEmpty();
        }
    }

    @Test
    void failures_ofSeveral_areAllCounted() throws Exception {
        List<List<Integer>> counts = atOnce(THREADS, i -> () -> {
            List<Integer> seen = new ArrayList<>();
            for (int j = 0; j < 25; j++) {
                seen.add(store.failed("user ann", at(j), at(-60)).count());
            }
            return seen;
        });
        assertThat(counts.stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize(THREADS * 25);
        assertThat(store.failures("user ann")).contains(new Failures(THREADS * 25, at(24)));
    }

    @Test
    void keyOfSeveral_isRevokedOnce() throws Exception {
        AccessKey key = added(key("a", "aaaaaaaa", T0));
        assertThat(atOnce(THREADS, i -> () -> store.revoke(key.id(), at(i)))).containsOnlyOnce(true);
    }
}

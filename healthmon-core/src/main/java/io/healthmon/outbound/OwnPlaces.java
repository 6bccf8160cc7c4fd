package io.healthmon.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Where the monitor itself listens, and where its database does. Both become known while it starts. Thread-safe. */
final class OwnPlaces {

    private final Predicate<InetAddress> local;
    private final List<InetSocketAddress> apis = new CopyOnWriteArrayList<>();
    private final List<Database> databases = new CopyOnWriteArrayList<>();

    /** A server by its name; what that led to last counts while nobody can say it anew. */
    private static final class Database {
        private final String host;
        private final int port;
        private volatile List<InetAddress> last = List.of();

        Database(String host, int port) {
            this.host = host;
            this.port = port;
        }

        CompletableFuture<List<InetAddress>> addresses(Resolver resolver) {
            return resolver.resolve(host).toCompletableFuture().handle((found, thrown) -> {
                if (thrown == null) {
                    last = found;
                }
                return last;
            });
        }
    }

    OwnPlaces(Predicate<InetAddress> local) {
        this.local = local;
    }

    void api(InetSocketAddress listening) {
        apis.add(listening);
    }

    void database(String host, int port) {
        databases.add(new Database(host, port));
    }

    /** True if the monitor listens there. */
    boolean isApi(InetAddress address, int port) {
        for (InetSocketAddress api : apis) {
            if (api.getPort() == port) {
                InetAddress bound = api.getAddress();
                if (bound == null || bound.isAnyLocalAddress() ? local.test(address) : bound.equals(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasDatabaseAt(int port) {
        for (Database database : databases) {
            if (database.port == port) {
                return true;
            }
        }
        return false;
    }

    /** The addresses of the database's servers at a port. */
    CompletableFuture<Set<InetAddress>> databasesAt(int port, Resolver resolver) {
        CompletableFuture<Set<InetAddress>> all = CompletableFuture.completedFuture(Set.of());
        for (Database database : databases) {
            if (database.port == port) {
                all = all.thenCombine(database.addresses(resolver), OwnPlaces::union);
            }
        }
        return all;
    }

    private static Set<InetAddress> union(Set<InetAddress> some, List<InetAddress> others) {
        Set<InetAddress> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** True if a server of the database listens there: one on this machine does so on all its addresses. */
    boolean isDatabase(InetAddress address, Set<InetAddress> databases) {
        return databases.contains(address) || databases.stream().anyMatch(local) && local.test(address);
    }
}

package io.healthmon.jdbc;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What the driver takes for the address of a server: asked before anything is connected. */
public final class PostgresUrl {

    /** Parameters that name a class for the driver to load: nobody who may write a URL should choose code with it. */
    private static final Set<String> LOADS_CODE = Set.of(
            "socketFactory",
            "sslfactory",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "authenticationPluginClassName",
            "xmlFactoryFactory");

    private PostgresUrl() {}

    /** True if the driver can read {@code jdbc:postgresql://…}, its port and parameters included, and it loads no code. */
    public static boolean valid(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        return parsed != null && LOADS_CODE.stream().noneMatch(parsed::containsKey);
    }

    /**
     * The servers that a {@link #valid} URL names, as {@code InetSocketAddress}es that were not looked up. One without a port has
     * PostgreSQL's own, one without a host is this machine.
     */
    public static List<InetSocketAddress> servers(String url) {
        Properties parsed = Objects.requireNonNull(Driver.parseURL(url, new Properties()), "not a valid URL");
        String[] hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(",", -1);
        String[] ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed)).split(",", -1);
        List<InetSocketAddress> servers = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].replaceAll("^\\[|]$", "");
            servers.add(InetSocketAddress.createUnresolved(
                    host.isEmpty() ? "localhost" : host, Integer.parseInt(ports[Math.min(i, ports.length - 1)])));
        }
        return servers;
    }
}

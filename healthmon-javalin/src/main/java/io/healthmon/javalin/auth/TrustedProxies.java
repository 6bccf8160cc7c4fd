package io.healthmon.javalin.auth;

import io.javalin.config.Key;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word counts about who asks: what they say in {@code Forwarded} and {@code X-Forwarded-*} is believed, what all
 * others say there is not. Immutable, thread-safe.
 */
public final class TrustedProxies {

    /** Under which an application keeps them. */
    public static final Key<TrustedProxies> KEY = new Key<>(TrustedProxies.class.getName());

    /** Nobody's word counts. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<AddressBlock> blocks;

    private TrustedProxies(List<AddressBlock> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /**
     * Those at these addresses.
     *
     * @param addresses each {@code 10.0.0.1}, {@code 10.0.0.0/8} or the same of IPv6; names are not looked up
     * @throws IllegalArgumentException if one is none of these
     */
    public static TrustedProxies of(List<String> addresses) {
        return new TrustedProxies(addresses.stream().map(AddressBlock::parse).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrustedProxies same && blocks.equals(same.blocks);
    }

    @Override
    public int hashCode() {
        return blocks.hashCode();
    }

    /** True if the word of this address counts. */
    public boolean trusts(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}

package io.healthmon.javalin.auth;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Who sends a request, and over what: the one place that knows of proxies. What a proxy says counts if {@link TrustedProxies}
 * trusts it, and what anybody else says does not.
 *
 * @param address the client's address: the last one on the way here that is not a trusted proxy's
 * @param secure true if the client speaks TLS, to this server or to the trusted proxy before it
 * @param host what the client calls this server, with its port if it said one; empty if it said nothing that is a host
 * @param forwarded true if anybody has sent it on, or the request claims so, trusted or not
 */
public record Peer(InetAddress address, boolean secure, Optional<String> host, boolean forwarded) {

    private static final String ATTRIBUTE = Peer.class.getName();
    private static final int IPV6_NETWORK_BYTES = 8;

    /** Who sends this request; worked out once for each. */
    public static Peer of(Context ctx) {
        Peer known = ctx.attribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        HttpServletRequest request = ctx.req();
        Forwarding said = Forwarding.of(request);
        Peer direct = new Peer(
                // An address that can't be read is nobody's: neither this machine's nor a proxy's.
                AddressBlock.address(request.getRemoteAddr()).orElseGet(AddressBlock::nobody),
                request.isSecure(),
                Forwarding.host(request.getHeader("Host")),
                said.claimed());
        Peer found = said.client(direct, ctx.appData(TrustedProxies.KEY));
        ctx.attribute(ATTRIBUTE, found);
        return found;
    }

    /** The client's address as text, without a zone. */
    public String name() {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /**
     * By what its requests are to be counted: its address; of IPv6 the network of 64 bits, since whoever has one address there has
     * all of that.
     */
    public String network() {
        return network(address);
    }

    /** The same of any address. */
    public static String network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** True if it is a process of this machine, and none that passes on what others sent. */
    public boolean onThisMachine() {
        return address.isLoopbackAddress() && !forwarded;
    }

    /** What a browser sends as {@code Origin} from a page of this server; empty if it did not say what it calls this server. */
    public Optional<String> origin() {
        return host.map(it -> (secure ? "https://" : "http://") + withoutDefaultPort(it));
    }

    /** True if {@code origin} is this server's own, as the client calls it. */
    public boolean isOwn(String origin) {
        return origin().filter(origin.toLowerCase(Locale.ROOT)::equals).isPresent();
    }

    private String withoutDefaultPort(String host) {
        String port = secure ? ":443" : ":80";
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }
}

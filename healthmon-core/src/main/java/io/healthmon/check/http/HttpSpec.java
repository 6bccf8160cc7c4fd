package io.healthmon.check.http;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import io.healthmon.target.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP request and how to read its answer. Immutable; {@link #get(String)} starts one, the {@code with…} methods vary it. */
public final class HttpSpec implements CheckSpec, Dials {

    /** The kind's name. */
    public static final String TYPE = "http";

    /** Bodies are read up to this many bytes by default. */
    public static final int DEFAULT_MAX_BODY = 256 * 1024;

    static final int MAX_PORT = 65_535;

    private static final String NO_WEB_ADDRESS = "not an http:// or https:// URL with a host";

    private final URI uri;
    private String method = "GET";
    private Map<String, Secret> headers = Map.of();
    private Optional<Secret> body = Optional.empty();
    private boolean followRedirects = true;
    private List<StatusRange> expectStatus = List.of();
    private BodyFormat format = BodyFormat.AUTO;
    private int maxBody = DEFAULT_MAX_BODY;
    private ConnectionUse connection = ConnectionUse.FRESH;
    private Tls tls = Tls.DEFAULT;
    private List<String> criticalComponents = List.of();
    private volatile @Nullable Hop firstHop;

    private HttpSpec(URI uri) {
        this.uri = uri;
    }

    private HttpSpec(HttpSpec other) {
        uri = other.uri;
        method = other.method;
        headers = other.headers;
        body = other.body;
        followRedirects = other.followRedirects;
        expectStatus = other.expectStatus;
        format = other.format;
        maxBody = other.maxBody;
        connection = other.connection;
        tls = other.tls;
        criticalComponents = other.criticalComponents;
    }

    /**
     * A GET of {@code url}.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URL with a host, or its host has an underscore
     *     and Netty is not on the class path; never shows the URL
     */
    public static HttpSpec get(String url) {
        return get(url, FullProbe.present());
    }

    static HttpSpec get(String url, boolean anyHostName) {
        URI uri = read(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        Optional<Authority> authority = web ? Authority.of(uri) : Optional.empty();
        if (authority.isPresent() && uri.getHost() == null && !anyHostName) {
            // java.net.URI keeps to RFC 2396, whose host names have no underscore, and the JDK's client asks it.
            throw new IllegalArgumentException(
                    "the JDK's HTTP client takes no host name with an underscore or a last part that begins with a digit:"
                            + " give the service a name or network alias without one, use its address, or put"
                            + " io.netty:netty-codec-http on the class path");
        }
        if (authority.isEmpty()) {
            throw new IllegalArgumentException(NO_WEB_ADDRESS);
        }
        int port = authority.get().port(uri);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port must be 1 to 65535");
        }
        return new HttpSpec(uri);
    }

    /** The parser's own words quote the URL, which may hold a password: neither they nor their exception go on. */
    private static URI read(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(NO_WEB_ADDRESS);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Destination> destinations() {
        Authority authority = Authority.of(uri).orElseThrow();
        return List.of(Destination.of(authority.host(), authority.port(uri)));
    }

    /** A header's value may be a token, a body and a query too, and user info is a password. */
    @Override
    public boolean sendsSecrets() {
        return !headers.isEmpty()
                || body.isPresent()
                || uri.getRawQuery() != null
                || Authority.of(uri).orElseThrow().userInfo().isPresent();
    }

    /** The address. May carry credentials (user info), so it is never shown as it is. */
    public URI uri() {
        return uri;
    }

    /** The method; default GET. */
    public String method() {
        return method;
    }

    /** Headers to send; default none. Values are secrets, since they often are. Not sent to another host on a redirect. */
    public Map<String, Secret> headers() {
        return headers;
    }

    /** The body to send; default none. */
    public Optional<Secret> body() {
        return body;
    }

    /** Whether redirects are followed, at most 5; default true. */
    public boolean followRedirects() {
        return followRedirects;
    }

    /** The codes that count as success; empty (the default) means 200 to 299. */
    public List<StatusRange> expectStatus() {
        return expectStatus;
    }

    /** How to read the body; default {@link BodyFormat#AUTO}. */
    public BodyFormat format() {
        return format;
    }

    /** How many bytes of a (decoded) body are read at most; default 256 KiB. */
    public int maxBody() {
        return maxBody;
    }

    /** Which connection a check uses; default a fresh one. Only the full probe (Netty on the class path) keeps to it. */
    public ConnectionUse connection() {
        return connection;
    }

    /** Whom to trust; default the JVM's certificate authorities. */
    public Tls tls() {
        return tls;
    }

    /**
     * Which components make the service unhealthy where the body gives no overall status; empty (the default) means all that
     * the body does not call non-critical.
     */
    public List<String> criticalComponents() {
        return criticalComponents;
    }

    /** This with another method. */
    public HttpSpec withMethod(String value) {
        HttpSpec copy = new HttpSpec(this);
        copy.method = value;
        return copy;
    }

    /** This with one more header. */
    public HttpSpec withHeader(String name, Secret value) {
        HttpSpec copy = new HttpSpec(this);
        Map<String, Secret> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        copy.headers = Collections.unmodifiableMap(more);
        return copy;
    }

    /** This with a body. */
    public HttpSpec withBody(Secret value) {
        HttpSpec copy = new HttpSpec(this);
        copy.body = Optional.of(value);
        return copy;
    }

    /** This with redirects followed or not. */
    public HttpSpec withFollowRedirects(boolean value) {
        HttpSpec copy = new HttpSpec(this);
        copy.followRedirects = value;
        return copy;
    }

    /** This with one more range of codes that count as success. */
    public HttpSpec withExpectStatus(StatusRange value) {
        HttpSpec copy = new HttpSpec(this);
        List<StatusRange> more = new ArrayList<>(expectStatus);
        more.add(value);
        copy.expectStatus = List.copyOf(more);
        return copy;
    }

    /** This with the body's format pinned. */
    public HttpSpec withFormat(BodyFormat value) {
        HttpSpec copy = new HttpSpec(this);
        copy.format = value;
        return copy;
    }

    /** This with another cap on the body. */
    public HttpSpec withMaxBody(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("max-body must be 0 or more");
        }
        HttpSpec copy = new HttpSpec(this);
        copy.maxBody = bytes;
        return copy;
    }

    /** This with fresh connections, or with kept ones. */
    public HttpSpec withConnection(ConnectionUse value) {
        HttpSpec copy = new HttpSpec(this);
        copy.connection = value;
        return copy;
    }

    /** This with other trust. */
    public HttpSpec withTls(Tls value) {
        HttpSpec copy = new HttpSpec(this);
        copy.tls = value;
        return copy;
    }

    /** This with the components that matter. */
    public HttpSpec withCriticalComponents(List<String> value) {
        HttpSpec copy = new HttpSpec(this);
        copy.criticalComponents = List.copyOf(value);
        return copy;
    }

    /** Shows method and host; neither path, which is the secret of many a web hook, nor query nor credentials. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://"
                + Authority.of(uri).map(Authority::toString).orElse("");
    }

    /** The first request that it describes; made once. */
    Hop firstHop() {
        Hop known = firstHop;
        if (known == null) {
            known = Hop.first(this);
            firstHop = known;
        }
        return known;
    }
}

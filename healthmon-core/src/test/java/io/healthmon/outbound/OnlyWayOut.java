package io.healthmon.outbound;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rule that nothing connects to anywhere but the door, for the tests of all modules. */
public final class OnlyWayOut {

    /** By the type that a method belongs to, or inherits from. */
    private static final Map<String, Set<String>> CONNECT = Map.ofEntries(
            Map.entry("java.net.Socket", Set.of("connect")),
            Map.entry("java.net.DatagramSocket", Set.of("connect", "send")),
            Map.entry("java.nio.channels.SocketChannel", Set.of("connect")),
            Map.entry("java.nio.channels.DatagramChannel", Set.of("connect", "send")),
            Map.entry("java.nio.channels.AsynchronousSocketChannel", Set.of("connect")),
            Map.entry("java.net.http.HttpClient", Set.of("send", "sendAsync")),
            Map.entry("java.net.URL", Set.of("openConnection", "openStream", "getContent")),
            Map.entry("java.net.URLConnection", Set.of("connect", "getInputStream")),
            Map.entry("java.sql.DriverManager", Set.of("getConnection")),
            Map.entry("java.sql.Driver", Set.of("connect")),
            Map.entry("jakarta.mail.Service", Set.of("connect")),
            Map.entry("jakarta.mail.Transport", Set.of("send")),
            Map.entry("com.nimbusds.oauth2.sdk.http.HTTPRequest", Set.of("send", "toHttpURLConnection")),
            Map.entry("com.nimbusds.jose.util.ResourceRetriever", Set.of("retrieveResource")),
            Map.entry("io.netty.bootstrap.Bootstrap", Set.of("connect")),
            Map.entry("io.netty.channel.ChannelOutboundInvoker", Set.of("connect")));

    private static final DescribedPredicate<JavaCall<?>> CONNECTS = describe("connect", OnlyWayOut::connects);

    private OnlyWayOut() {}

    /** That none of a module's classes connects, but these, by their full names. */
    public static ArchRule but(String... exceptions) {
        Set<String> allowed = Set.of(exceptions);
        return noClasses()
                .that(describe("are not " + List.of(exceptions), type -> !allowed.contains(type.getName())))
                .should()
                .callCodeUnitWhere(CONNECTS);
    }

    private static boolean connects(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
        if (call instanceof JavaConstructorCall) {
            // A socket that is made of a host connects at once.
            return owner.isAssignableTo("java.net.Socket")
                    && parameters.size() > 1
                    && owner.getPackageName().startsWith("java");
        }
        String name = call.getTarget().getName();
        if (call instanceof JavaMethodCall
                && name.equals("createSocket")
                && owner.isAssignableTo("javax.net.SocketFactory")) {
            // Around one that there is already, it adds TLS and no more.
            return !parameters.isEmpty() && !parameters.get(0).isAssignableTo("java.net.Socket");
        }
        return CONNECT.entrySet().stream()
                .anyMatch(entry -> entry.getValue().contains(name) && owner.isAssignableTo(entry.getKey()));
    }
}

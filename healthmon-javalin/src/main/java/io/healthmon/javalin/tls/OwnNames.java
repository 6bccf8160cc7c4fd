package io.healthmon.javalin.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Under which names and addresses this machine is asked. */
final class OwnNames {

    private static final Logger LOG = LoggerFactory.getLogger(OwnNames.class);
    private static final int MAX = 50;
    private static final Pattern NAME =
            Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,10}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=[^:]*:)[0-9A-Fa-f:.]+");

    private OwnNames() {}

    /** {@code localhost}, {@code more}, this machine's name and the addresses of its networks. */
    static Collection<GeneralName> all(List<String> more) {
        Set<String> texts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        texts.addAll(more);
        try {
            texts.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            LOG.debug("this machine does not know its name", e);
        }
        texts.addAll(addresses());
        List<GeneralName> names = new ArrayList<>();
        for (String text : texts) {
            if (names.size() < MAX) {
                add(names, text);
            }
        }
        return names;
    }

    private static void add(List<GeneralName> names, String text) {
        if (ADDRESS.matcher(text).matches() && !text.equals("0.0.0.0") && !text.equals("::")) {
            names.add(new GeneralName(GeneralName.iPAddress, text));
        } else if (NAME.matcher(text).matches()) {
            names.add(new GeneralName(GeneralName.dNSName, text));
        }
    }

    private static List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                    .forEach(addresses::add);
        } catch (SocketException e) {
            LOG.debug("this machine does not know its addresses", e);
        }
        return addresses;
    }
}

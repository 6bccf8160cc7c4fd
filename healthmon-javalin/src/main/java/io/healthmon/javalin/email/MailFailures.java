package io.healthmon.javalin.email;

import io.healthmon.notify.Receipt;
import io.healthmon.notify.channel.Masks;
import io.healthmon.outbound.OutboundRefusedException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What the mail library's exceptions mean: what may pass, and what never will. */
final class MailFailures {

    private static final int MAX_CAUSES = 20;

    /** A reply of a server: 4xx may pass, 5xx will not (RFC 5321, section 4.2.1). */
    private static final Pattern REPLY = Pattern.compile("^\\s*([245])[0-9]{2}[ -]");

    private final String where;
    private final Masks masks;

    MailFailures(String where, Masks masks) {
        this.where = where;
        this.masks = masks;
    }

    Receipt of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            Optional<Receipt> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return failed(where + " cannot be talked to: " + said(thrown));
    }

    private Optional<Receipt> known(Throwable cause) {
        if (cause instanceof OutboundRefusedException) {
            return Optional.of(refused(said(cause)));
        }
        if (cause instanceof AuthenticationFailedException) {
            String said = said(cause);
            return Optional.of(
                    isTemporary(said)
                            ? failed(where + " does not check logins at the moment: " + said)
                            : refused(where + " refuses the login: " + said));
        }
        if (cause instanceof SMTPSendFailedException sending) {
            return Optional.of(reply(sending.getReturnCode(), sending));
        }
        if (cause instanceof SMTPSenderFailedException sender) {
            return Optional.of(reply(sender.getReturnCode(), sender));
        }
        if (cause instanceof SMTPAddressFailedException address) {
            return Optional.of(reply(address.getReturnCode(), address));
        }
        return connecting(cause).map(this::failed);
    }

    private Optional<String> connecting(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return Optional.of(tls("its certificate has expired"));
        }
        if (cause instanceof CertPathBuilderException) {
            return Optional.of(tls("its certificate is not signed by an authority that is trusted here"));
        }
        if (cause instanceof CertificateException && causes(cause).size() == 1) {
            return Optional.of(tls("its certificate is for another name"));
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("the name of " + where + " does not exist, or no name server says so");
        }
        if (cause instanceof SocketTimeoutException) {
            return Optional.of("no answer of " + where + " in time");
        }
        if (cause instanceof SSLException && cause.getCause() == null) {
            return Optional.of(tls("no secure connection could be agreed on"));
        }
        if (cause instanceof ConnectException) {
            return Optional.of("nothing listens at " + where);
        }
        if (said(cause).toLowerCase(Locale.ROOT).contains("starttls is required")) {
            return Optional.of(where + " does not offer STARTTLS, without which nothing is sent");
        }
        return Optional.empty();
    }

    private String tls(String what) {
        return "the TLS handshake with " + where + " failed: " + what;
    }

    private Receipt reply(int code, Exception said) {
        String sentence = where + " answers " + said(said);
        return code >= 500 ? refused(sentence) : failed(sentence);
    }

    private static boolean isTemporary(String said) {
        Matcher reply = REPLY.matcher(said);
        return reply.find() && reply.group(1).equals("4");
    }

    private Receipt failed(String sentence) {
        return new Receipt.Failed(masks.detail(sentence), Optional.empty());
    }

    private Receipt refused(String sentence) {
        return new Receipt.Refused(masks.detail(sentence));
    }

    private static String said(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** The innermost first: it knows best. A mail exception has a next one beside its cause. */
    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        Throwable current = thrown;
        while (current != null && causes.size() < MAX_CAUSES && !causes.contains(current)) {
            causes.add(0, current);
            current = current instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : current.getCause();
        }
        return causes;
    }
}

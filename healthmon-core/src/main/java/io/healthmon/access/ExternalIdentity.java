package io.healthmon.access;

/**
 * Who a person is to a login provider. Both together never change and belong to nobody else, as OpenID Connect Core 1.0 (section 5.7) has
 * it; names and addresses do.
 *
 * @param issuer the provider, 1 to 500 characters
 * @param subject its name for the person, 1 to 255 characters
 */
public record ExternalIdentity(String issuer, String subject) {

    public ExternalIdentity {
        if (issuer.isEmpty() || issuer.length() > 500 || subject.isEmpty() || subject.length() > 255) {
            throw new IllegalArgumentException(
                    "an identity elsewhere has an issuer of 1 to 500 and a subject of 1 to 255 characters");
        }
    }
}

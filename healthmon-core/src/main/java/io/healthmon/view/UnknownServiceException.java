package io.healthmon.view;

/** No such service is watched. */
public final class UnknownServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String service;

    public UnknownServiceException(String service) {
        super("Unknown service: " + service);
        this.service = service;
    }

    /** The name that was asked for. */
    public String service() {
        return service;
    }
}

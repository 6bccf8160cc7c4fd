package io.healthmon.expose;

/** Looks at one component of the application. */
@FunctionalInterface
public interface ComponentProbe {

    /**
     * Looks, and says how the component is. Called on a thread of the endpoint's own, never twice at a time; may block, and
     * is interrupted at the endpoint's deadline.
     *
     * @throws Exception becomes the word {@code error} and counts as unhealthy; its text is logged, never shown
     */
    ComponentHealth probe() throws Exception;
}

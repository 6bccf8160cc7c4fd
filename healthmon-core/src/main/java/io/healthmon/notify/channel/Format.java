package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;

/** Makes the request that a channel wants. */
interface Format {

    /**
     * The request.
     *
     * @throws RuntimeException if the message cannot be put so; never for {@link Form#PLAIN}
     */
    HttpSpec request(Message message, Form form);

    /** True if the owner has written templates that this message is to be put in. */
    boolean templated(Message message);
}

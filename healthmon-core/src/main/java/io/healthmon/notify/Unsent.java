package io.healthmon.notify;

/**
 * A notification that is recorded and has not come to an end.
 *
 * @param notification what is to be sent
 * @param attempts how often that was tried; 0 or more
 */
public record Unsent(Notification notification, int attempts) {}

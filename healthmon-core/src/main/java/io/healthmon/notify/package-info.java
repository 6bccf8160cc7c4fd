/**
 * From transitions of alerts to messages that arrive: the {@link io.healthmon.notify.Notifier} SPI, routes, and what was sent.
 */
@NullMarked
package io.healthmon.notify;

import org.jspecify.annotations.NullMarked;

/**
 * Docker Engine checks over the unix socket or TCP.
 */
@NullMarked
package io.healthmon.check.docker;

import org.jspecify.annotations.NullMarked;

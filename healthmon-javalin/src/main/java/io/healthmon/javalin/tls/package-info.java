/**
 * TLS: certificates and keys from files, one that the host makes itself, and what becomes of them when the files change.
 */
@NullMarked
package io.healthmon.javalin.tls;

import org.jspecify.annotations.NullMarked;

/**
 * TCP checks: does the port accept a connection.
 */
@NullMarked
package io.healthmon.check.tcp;

import org.jspecify.annotations.NullMarked;

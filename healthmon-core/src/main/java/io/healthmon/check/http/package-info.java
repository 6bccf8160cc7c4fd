/**
 * HTTP checks.
 */
@NullMarked
package io.healthmon.check.http;

import org.jspecify.annotations.NullMarked;

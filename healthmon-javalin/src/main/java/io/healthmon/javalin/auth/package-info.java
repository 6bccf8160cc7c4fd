/**
 * Who may ask: API keys, and how often.
 */
@NullMarked
package io.healthmon.javalin.auth;

import org.jspecify.annotations.NullMarked;

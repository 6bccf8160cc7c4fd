/**
 * People who log in: passwords, sessions, the brake on guessing, one-time codes, the first user.
 */
@NullMarked
package io.healthmon.javalin.auth.login;

import org.jspecify.annotations.NullMarked;

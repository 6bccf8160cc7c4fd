/**
 * Who may ask, and what for: users, sessions, keys, what they may do, what they did. The nouns and where they are kept; who is let
 * in is decided by the host.
 */
@NullMarked
package io.healthmon.access;

import org.jspecify.annotations.NullMarked;

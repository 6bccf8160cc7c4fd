/**
 * Pages for people: plain HTML, written here, without scripts.
 */
@NullMarked
package io.healthmon.javalin.page;

import org.jspecify.annotations.NullMarked;

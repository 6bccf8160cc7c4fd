/**
 * Pages for people: what they show, in words and drawings, and the templates that make HTML of it. Knows no store and no request.
 */
@NullMarked
package io.healthmon.javalin.page;

import org.jspecify.annotations.NullMarked;

/**
 * The store on PostgreSQL: {@link io.healthmon.jdbc.PostgresStore}. The only package that knows SQL; one class per query.
 */
@NullMarked
package io.healthmon.jdbc;

import org.jspecify.annotations.NullMarked;

package io.healthmon.check.http;

import java.util.Optional;

/**
 * What is known of an answer before its body has come.
 *
 * @param code the final status code, never 1xx
 * @param retryAfter the {@code Retry-After} header, if it has one
 */
record AnswerHead(int code, Optional<String> retryAfter) {}

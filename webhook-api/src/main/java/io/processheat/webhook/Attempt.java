package io.processheat.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One POST of a delivery.
 *
 * @param number from 1
 * @param duration from the name lookup to the end of the response headers, or to the failure
 * @param httpStatus present where the receiver answered
 * @param error present where the attempt failed
 * @param response first bytes of the response body as text, at most 4 KiB; may be empty
 */
public record Attempt(
        int number, Instant startedAt, Duration duration, Optional<Integer> httpStatus, Optional<String> error, String response) {}

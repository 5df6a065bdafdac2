package io.processheat.webhook;

import java.util.Optional;

/**
 * A part of what was asked to be delivered (again), on disk.
 *
 * @param created deliveries made by this call
 * @param nextCursor present where there is more: call again with it. Calling again without it is harmless: nothing is
 *     made twice
 */
public record Redelivery(int created, Optional<String> nextCursor) {}

package io.processheat.webhook;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param nextCursor where the listing goes on, opaque; empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
    public Page {
        items = List.copyOf(items);
    }
}

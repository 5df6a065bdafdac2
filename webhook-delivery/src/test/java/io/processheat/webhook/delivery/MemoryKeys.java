package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.KeyOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Whose turn it is within each ordering key in the {@link MemoryStore}. */
final class MemoryKeys {

    private final Map<Name, Key> keys = new HashMap<>();

    private record Name(UUID webhookId, String key) {}

    private static final class Key {
        private final TreeMap<Long, MemoryRow> waiting = new TreeMap<>();
        private MemoryRow holder;
        private long lastNumber;
        private long toldThrough;
    }

    /** Gives the row its number. It holds the key where nobody does, and waits otherwise. */
    void enter(MemoryRow row) {
        Key key = of(row);
        row.keyNumber = ++key.lastNumber;
        if (key.holder == null) {
            key.holder = row;
        } else {
            row.waits = true;
            key.waiting.put(row.sequence, row);
        }
    }

    /** Its number, and what the receiver knows; null where it has no key. */
    KeyOrder order(MemoryRow row) {
        return row.keyNumber == 0 ? null : new KeyOrder(row.keyNumber, of(row).toldThrough);
    }

    void sent(MemoryRow row) {
        if (row.keyNumber > 0) {
            of(row).toldThrough = Math.max(of(row).toldThrough, row.keyNumber);
        }
    }

    /** It is finished, or does not hold its key any more; the row whose turn it is now, or null. */
    MemoryRow leave(MemoryRow row) {
        if (row.keyNumber == 0) {
            return null;
        }
        Key key = of(row);
        key.waiting.remove(row.sequence);
        row.waits = false;
        if (key.holder != row) {
            return null;
        }
        key.holder = key.waiting.isEmpty() ? null : key.waiting.pollFirstEntry().getValue();
        if (key.holder != null) {
            key.holder.waits = false;
        }
        return key.holder;
    }

    private Key of(MemoryRow row) {
        return keys.computeIfAbsent(new Name(row.webhookId, row.terms.orderingKey()), name -> new Key());
    }
}

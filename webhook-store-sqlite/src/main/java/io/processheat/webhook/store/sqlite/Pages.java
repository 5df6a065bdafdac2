package io.processheat.webhook.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a database file consists of.
 *
 * @param free pages without content, which are used again before the file grows
 */
record Pages(long count, long free, long bytesEach) {

    private static final String QUERY = """
            SELECT page_count, freelist_count, page_size
              FROM pragma_page_count, pragma_freelist_count, pragma_page_size""";

    static Pages of(Connection connection) throws SQLException {
        return Sql.list(
                        connection, row -> new Pages(row.getLong(1), row.getLong(2), row.getLong(3)), QUERY)
                .get(0);
    }

    /** Bytes that hold something. */
    long used() {
        return (count - free) * bytesEach;
    }
}
